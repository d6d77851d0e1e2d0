using System.Collections.Frozen;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>Keys of librdkafka that this room sets itself, because records would be lost or misplaced otherwise.</summary>
internal static class ReservedKeys
{
    private const string Acknowledgements = "acknowledgements are counted record by record";
    private const string Commits = "offsets are committed by the worker alone";
    private const string Callbacks = "the worker takes the library's events itself";

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["partitioner"] = "records go where Java would put them (murmur2)",
        ["delivery.report.only.error"] = Acknowledgements,
        ["dotnet.producer.enable.delivery.reports"] = Acknowledgements,
        ["dotnet.producer.delivery.report.fields"] = Acknowledgements,
        ["dotnet.producer.enable.background.poll"] = Acknowledgements,
        ["dotnet.consumer.consume.result.fields"] = "the worker knows which fields it reads",
        ["auto.commit.enable"] = Commits,
        ["enable.auto.offset.store"] = Commits,
        ["offset.store.method"] = Commits,
        ["enable.partition.eof"] = Callbacks,
        ["log.queue"] = Callbacks,
        ["enabled_events"] = Callbacks,
        ["test.mock.num.brokers"] = "name the broker inside the process with bootstrap.servers=embedded",
        ["queuing.strategy"] = "records of a partition keep their order",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Elsewhere = FrozenSet.Create(StringComparer.Ordinal, "queue.buffering.max.kbytes", "queue.buffering.max.messages");

    /// <summary>Tells whether a key was read by other means and needs no further care.</summary>
    /// <param name="name">librdkafka's key.</param>
    public static bool IsReadElsewhere(string name) => Elsewhere.Contains(name);

    /// <summary>Tells why a key is not taken.</summary>
    /// <param name="name">librdkafka's key.</param>
    /// <returns>The reason; null when the key may be set.</returns>
    public static string? Find(string name) => Reasons.GetValueOrDefault(name);
}
