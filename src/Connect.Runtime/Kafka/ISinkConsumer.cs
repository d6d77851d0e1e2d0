using System.Diagnostics.CodeAnalysis;
using Connect.Connectors;
using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Kafka;

/// <summary>Reads a sink task's share of its topics, as a member of the connector's consumer group.</summary>
/// <remarks>
/// <para>A thread of its own polls all the time, also while the task puts; it holds partitions back when the task is behind. The task's one flow makes all the calls.</para>
/// <para>Which offsets were put and committed is for the caller to know; here nothing is committed unasked.</para>
/// </remarks>
internal interface ISinkConsumer : IAsyncDisposable
{
    /// <summary>How the consumer stands with its brokers.</summary>
    BrokerConnection Connection { get; }

    /// <summary>Starts the thread and joins the group. To be called once.</summary>
    void Start();

    /// <summary>Takes the next event, if there is one. Changes of the assignment overtake records.</summary>
    /// <param name="next">The event.</param>
    /// <returns>False when there is none at the moment.</returns>
    /// <exception cref="KafkaClientException">The consumer has failed for good; every further call answers the same.</exception>
    bool TryRead([NotNullWhen(true)] out SinkConsumerEvent? next);

    /// <summary>Completes when <see cref="TryRead"/> has something to say, or after a while.</summary>
    /// <param name="timeout">How long to wait at most; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the time is over.</returns>
    ValueTask<bool> WaitToReadAsync(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Delivers from other offsets on. Records of these partitions that were read but not yet taken are dropped.</summary>
    /// <param name="offsets">For each partition the offset of the next record; a partition that is not ours is left out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KafkaClientException"><see cref="KafkaErrorKind.OffsetOutOfRange"/>: the partition does not hold that offset; the message names what it holds.</exception>
    ValueTask SeekAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken);

    /// <summary>Says which partitions are held back from now on, in place of what was said before. When it returns, <see cref="TryRead"/> gives no record of them.</summary>
    /// <remarks>Records of theirs that were read before and not taken yet are kept, and come first when the hold ends. A rebalance does not change the hold.</remarks>
    /// <param name="hold">What is held back; partitions that are not assigned count when they arrive.</param>
    void Hold(DeliveryHold hold);

    /// <summary>Commits offsets of the group. Await it for a synchronous commit, look at it later for an asynchronous one. One at a time.</summary>
    /// <param name="offsets">For each partition the offset of the next record to read.</param>
    /// <param name="cancellationToken">Ends the wait, not the commit.</param>
    /// <exception cref="KafkaClientException">Not all offsets were committed, or the consumer was abandoned.</exception>
    Task CommitAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken);

    /// <summary>Leaves the group and ends the thread. No event comes any more: preCommit, close and commit are to be done before.</summary>
    /// <param name="cancellationToken">Ends the wait; the thread ends by itself.</param>
    Task CloseAsync(CancellationToken cancellationToken);

    /// <summary>Commits nothing any more, leaves the group and ends the thread, wherever the task's flow hangs. Returns at once; may be called from any thread, also before
    /// <see cref="Start"/>, which then joins no group.</summary>
    void Abandon();
}
