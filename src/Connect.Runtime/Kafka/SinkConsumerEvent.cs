using Connect.Connectors;

namespace Connect.Runtime.Kafka;

/// <summary>What a sink's consumer has to tell its task, in the order in which it happened.</summary>
internal abstract record SinkConsumerEvent
{
    private SinkConsumerEvent()
    {
    }

    /// <summary>Records, those of one partition in order. None belongs to a partition that was taken away, and none comes from before a seek.</summary>
    /// <param name="Records">At least one record, at most <c>max.poll.records</c>.</param>
    public sealed record Batch(ArraySegment<ConsumedRecord> Records) : SinkConsumerEvent;

    /// <summary>Partitions have arrived; none of their records was told before.</summary>
    /// <param name="Positions">The new partitions, with the offset of the first record that is read: the committed one, or the start where none was. May be empty.</param>
    public sealed record Assigned(IReadOnlyDictionary<TopicPartition, long> Positions) : SinkConsumerEvent;

    /// <summary>Partitions leave, but are ours until <see cref="Completed"/> is called: the time for preCommit, close and a synchronous commit, in this order.</summary>
    /// <remarks>The consumer's thread stands still meanwhile. It goes on by itself when <c>max.poll.interval.ms</c> is about to run out.</remarks>
    /// <param name="Partitions">What leaves; never empty.</param>
    /// <param name="Release">Told when the task is through.</param>
    public sealed record Revoked(IReadOnlyCollection<TopicPartition> Partitions, Action Release) : SinkConsumerEvent
    {
        private volatile bool _isOverdue;

        /// <summary>Whether the time is over: the partitions are the group's, and are to be treated as lost.</summary>
        public bool IsOverdue => _isOverdue;

        /// <summary>Says that the time is over.</summary>
        public void Expire() => _isOverdue = true;

        /// <summary>Lets the partitions go. To be called in any case, also after a failure.</summary>
        public void Completed() => Release();
    }

    /// <summary>Partitions were lost: the group has given them to others. Close them, commit nothing.</summary>
    /// <param name="Partitions">What is lost; never empty.</param>
    public sealed record Lost(IReadOnlyCollection<TopicPartition> Partitions) : SinkConsumerEvent;
}
