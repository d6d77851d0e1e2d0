using Connect.Connectors;

namespace Connect.Runtime.Kafka;

/// <summary>An event from a sink's consumer for its task, in the order of occurrence.</summary>
internal abstract record SinkConsumerEvent
{
    private SinkConsumerEvent()
    {
    }

    /// <summary>Records; those of one partition are in order. None belongs to a revoked partition, and none was read before a seek.</summary>
    /// <param name="Records">At least one record, at most <c>max.poll.records</c>.</param>
    public sealed record Batch(ArraySegment<ConsumedRecord> Records) : SinkConsumerEvent
    {
        /// <summary>Takes the array back to be filled again; null for none.</summary>
        public Action? Recycle { get; init; }

        /// <summary>Lets the consumer fill the array again: nothing may use <see cref="Records"/> any more. Call it at most once; the array of a
        /// batch that is never completed is left to the garbage collector.</summary>
        public void Completed() => Recycle?.Invoke();
    }

    /// <summary>Partitions were assigned. None of their records was delivered before.</summary>
    /// <param name="Positions">The new partitions, with the offset of the first record to read: the committed offset, or the start offset if none is
    /// committed. May be empty.</param>
    public sealed record Assigned(IReadOnlyDictionary<TopicPartition, long> Positions) : SinkConsumerEvent;

    /// <summary>Partitions are being revoked, but still owned until <see cref="Completed"/> is called: call preCommit, close and a synchronous
    /// commit, in this order.</summary>
    /// <remarks>The consumer's thread waits. It continues on its own shortly before <c>max.poll.interval.ms</c> runs out.</remarks>
    /// <param name="Partitions">The revoked partitions; never empty.</param>
    /// <param name="Release">Called when the task has finished.</param>
    public sealed record Revoked(IReadOnlyCollection<TopicPartition> Partitions, Action Release) : SinkConsumerEvent
    {
        private volatile bool _isOverdue;

        /// <summary>Whether the time has run out: the group owns the partitions, so treat them as lost.</summary>
        public bool IsOverdue => _isOverdue;

        /// <summary>Marks the time as run out.</summary>
        public void Expire() => _isOverdue = true;

        /// <summary>Releases the partitions. Always call it, also after a failure.</summary>
        public void Completed() => Release();
    }

    /// <summary>Partitions were lost: the group has reassigned them. Close them, commit nothing.</summary>
    /// <param name="Partitions">The lost partitions; never empty.</param>
    public sealed record Lost(IReadOnlyCollection<TopicPartition> Partitions) : SinkConsumerEvent;
}
