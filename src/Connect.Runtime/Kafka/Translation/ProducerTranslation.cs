using System.Collections.Frozen;
using System.Globalization;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>What is special to producers.</summary>
internal static class ProducerTranslation
{
    private const long DefaultBytes = 32L << 20;
    private const int MostInFlight = 5;
    private const int DefaultRecords = 30_000;
    private const string ByteArraySerializer = "org.apache.kafka.common.serialization.ByteArraySerializer";

    private static readonly FrozenSet<string> Compressions = FrozenSet.Create(StringComparer.Ordinal, "none", "gzip", "snappy", "lz4", "zstd");

    /// <summary>Looks at values that are taken over as they are, so that the message is Java's.</summary>
    /// <param name="draft">The translation.</param>
    /// <exception cref="ConfigException">A value is not one of those that there are.</exception>
    public static void Check(TranslationDraft draft)
    {
        if (draft.Text("compression.type") is { } compression && !Compressions.Contains(compression))
            throw new ConfigException("compression.type", compression, "Unknown compression name: " + compression);
    }

    /// <summary>Translates.</summary>
    /// <param name="draft">The translation.</param>
    public static void Apply(TranslationDraft draft)
    {
        ApplyCompressionLevel(draft);
        ApplyPartitioner(draft);
        ApplyTimeouts(draft);
        ApplyIdempotence(draft);
        CommonTranslation.ApplyRequestTimeout(draft);
        foreach (var key in (string[])["key.serializer", "value.serializer"])
        {
            if (draft.Text(key) is { } serializer && serializer != ByteArraySerializer)
                draft.Warn(key, "is ignored: records are already serialized");
        }

        // Java takes records up to one mebibyte, librdkafka's default is a little less.
        draft.Default("message.max.bytes", "1048576");

        // Java waits for a missing topic for max.block.ms, which Connect sets to its highest value; librdkafka fails its records after 30 s. It
        // multiplies the value by 1,000 in 32 bits: from 2,147,484 ms on the product is negative, and a topic that the broker is about to create
        // counts as missing at once.
        draft.Default("topic.metadata.propagation.max.ms", "2100000");
        draft.Force("queue.buffering.max.kbytes", ((OutstandingBytes(draft) / 512) + 1024).ToString(CultureInfo.InvariantCulture));
        draft.Force("queue.buffering.max.messages", "0");
        draft.Force("partitioner", draft.Flag("partitioner.ignore.keys") == true ? "random" : "murmur2_random");
        draft.Force("dotnet.producer.delivery.report.fields", "none");
    }

    /// <summary>How many bytes of records may be outstanding. librdkafka's own limit stands higher, so that it is never met.</summary>
    /// <param name="draft">The translation.</param>
    public static long OutstandingBytes(TranslationDraft draft)
        => Math.Min(
            (long)int.MaxValue << 8, Math.Max(1, draft.Number("buffer.memory") ?? draft.Number("queue.buffering.max.kbytes") * 1024 ?? DefaultBytes));

    /// <summary>How many records may be outstanding.</summary>
    /// <param name="draft">The translation.</param>
    public static int OutstandingRecords(TranslationDraft draft)
        => draft.Number("queue.buffering.max.messages") is { } records and > 0 ? (int)Math.Min(records, int.MaxValue) : DefaultRecords;

    private static void ApplyCompressionLevel(TranslationDraft draft)
    {
        foreach (var codec in (string[])["gzip", "lz4", "zstd"])
        {
            var key = $"compression.{codec}.level";
            if (draft.Number(key) is not { } level)
                continue;
            if (draft.Text("compression.type") == codec)
                draft.Set("compression.level", draft.Clamp(key, level, -1, 12), key);
            else
                draft.Warn(key, "is ignored: compression.type names another codec");
        }
    }

    private static void ApplyPartitioner(TranslationDraft draft)
    {
        if (draft.Text("partitioner.class") is { Length: > 0 } partitioner)
        {
            throw new ConfigException(
                "partitioner.class", partitioner,
                "Partitioners are classes of the Java virtual machine. Remove the key to use Kafka's default partitioner, or let the connector set "
                    + "the partition.");
        }
    }

    private static void ApplyIdempotence(TranslationDraft draft)
    {
        // Only with it does the library keep the order over a retry: without, a request that was made while the failed one was under way goes first,
        // also with one request in flight.
        var against = draft.Text("acks") is not (null or "all" or "-1") ? "acks"
            : draft.Number("retries") is 0 ? "retries"
            : draft.Number("max.in.flight.requests.per.connection") > MostInFlight ? "max.in.flight.requests.per.connection"
            : draft.Flag("enable.idempotence") is false ? "enable.idempotence"
            : null;
        if (draft.Flag("enable.idempotence") is null)
            draft.Force("enable.idempotence", against is null ? "true" : "false");
        if (against is not null && draft.Flag("enable.idempotence") is not true)
            draft.Warn(against, "disables idempotence: after a retry, a record may follow later records of its partition or be written twice");
    }

    private static void ApplyTimeouts(TranslationDraft draft)
    {
        // Java's highest number means "never give up"; librdkafka's word for it is zero, which in Java means at once.
        if (draft.Number("delivery.timeout.ms") is null or int.MaxValue)
            draft.Force("delivery.timeout.ms", "0");
        else if (draft.Number("delivery.timeout.ms") is 0)
            draft.Force("delivery.timeout.ms", "1");
        if (draft.Number("retries") is { } retries)
            draft.Set("retries", draft.Clamp("retries", retries, 0, int.MaxValue), "retries");
        if (draft.Number("max.block.ms") is { } block and not long.MaxValue)
            draft.Warn("max.block.ms", "is ignored: nothing blocks while a record waits for buffer space, and the wait ends with the task");
        if (draft.Number("request.timeout.ms") is { } timeout)
            draft.Set("request.timeout.ms", draft.Clamp("request.timeout.ms", timeout, 1, 900_000), "request.timeout.ms");
    }
}
