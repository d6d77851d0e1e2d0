using System.Collections.Frozen;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>Keys of librdkafka that this room sets itself, because records would be lost or misplaced otherwise.</summary>
internal static class ReservedKeys
{
    private const string Acknowledgements = "the worker tracks the acknowledgement of each record";
    private const string Commits = "only the worker commits offsets";
    private const string Callbacks = "the worker reads the library's events itself";

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["partitioner"] = "records use Java's default partitioner (murmur2)",
        ["delivery.report.only.error"] = Acknowledgements,
        ["dotnet.producer.enable.delivery.reports"] = Acknowledgements,
        ["dotnet.producer.delivery.report.fields"] = Acknowledgements,
        ["dotnet.producer.enable.background.poll"] = Acknowledgements,
        ["dotnet.consumer.consume.result.fields"] = "the worker sets the fields it reads",
        ["auto.commit.enable"] = Commits,
        ["enable.auto.offset.store"] = Commits,
        ["offset.store.method"] = Commits,
        ["enable.partition.eof"] = Callbacks,
        ["log.queue"] = Callbacks,
        ["enabled_events"] = Callbacks,
        ["test.mock.num.brokers"] = "use the embedded broker with bootstrap.servers=embedded",
        ["queuing.strategy"] = "records of a partition must keep their order",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Elsewhere =
        FrozenSet.Create(StringComparer.Ordinal, "queue.buffering.max.kbytes", "queue.buffering.max.messages");

    /// <summary>Whether a key was read by other means and needs no further care.</summary>
    /// <param name="name">librdkafka's key.</param>
    public static bool IsReadElsewhere(string name) => Elsewhere.Contains(name);

    /// <summary>Tells why a key is not taken.</summary>
    /// <param name="name">librdkafka's key.</param>
    /// <returns>The reason; null if the key may be set.</returns>
    public static string? Find(string name) => Reasons.GetValueOrDefault(name);
}
