namespace Connect.Runtime.Kafka.Translation;

/// <summary>What a <see cref="ClientConfig"/> comes to: librdkafka's entries, and what this room does itself.</summary>
internal sealed record TranslatedConfig
{
    /// <summary>librdkafka's and Confluent.Kafka's keys and values. It may hold secrets: never to be logged.</summary>
    public required IReadOnlyDictionary<string, string> Entries { get; init; }

    /// <summary>Keys that do not do what they do in Java.</summary>
    public required IReadOnlyList<ClientConfigWarning> Warnings { get; init; }

    /// <summary>Where a partition without a committed offset begins.</summary>
    public required OffsetReset Reset { get; init; }

    /// <summary>Whether <c>auto.offset.reset</c> was asked for: then it counts for offsets out of range, too, as in Java; else these are an
    /// error.</summary>
    public required bool ResetsOutOfRange { get; init; }

    /// <summary>Whether partitions come and go one by one rather than all at once: with a cooperative assignor, and under the newer group
    /// protocol.</summary>
    public required bool IsCooperative { get; init; }

    /// <summary><c>max.poll.records</c>: the largest batch. Default 500.</summary>
    public required int MaxPollRecords { get; init; }

    /// <summary><c>default.api.timeout.ms</c>: how long a call to the brokers may take in all. Default 60 seconds.</summary>
    public required TimeSpan ApiTimeout { get; init; }

    /// <summary><c>max.poll.interval.ms</c>. Default 5 minutes.</summary>
    public required TimeSpan MaxPollInterval { get; init; }

    /// <summary><c>metadata.max.age.ms</c>: how often topics are looked up for a pattern. Default 5 minutes.</summary>
    public required TimeSpan MetadataAge { get; init; }

    /// <summary><c>exclude.internal.topics</c>: whether a pattern passes over Kafka's own topics. Default true.</summary>
    public required bool ExcludesInternalTopics { get; init; }

    /// <summary><c>buffer.memory</c>, or librdkafka's setting for it: how many bytes of records may be outstanding. Default 32 MiB.</summary>
    public required long MaxOutstandingBytes { get; init; }

    /// <summary><c>queue.buffering.max.messages</c>: how many records may be outstanding. Default 100000.</summary>
    public required int MaxOutstandingRecords { get; init; }
}
