using System.Diagnostics.CodeAnalysis;
using Connect.Connectors;
using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Kafka;

/// <summary>Reads a sink task's partitions, as a member of the connector's consumer group.</summary>
/// <remarks>
/// <para>A dedicated thread polls continuously, also while the task puts records; it pauses partitions when the task falls behind. Not thread-safe:
/// only the task's loop calls it.</para>
/// <para>The caller tracks which offsets were put and committed; nothing is committed automatically.</para>
/// </remarks>
internal interface ISinkConsumer : IAsyncDisposable
{
    /// <summary>The state of the connection to the brokers.</summary>
    BrokerConnection Connection { get; }

    /// <summary>The end of a partition as of the last fetch: the offset of its next record. Thread-safe; does not query a broker.</summary>
    /// <param name="partition">The partition.</param>
    /// <returns>Null if unknown, or if the consumer is closed.</returns>
    long? FindEnd(TopicPartition partition);

    /// <summary>The offset up to which the consumer has read a partition when it last was at its end, including what nobody gets as records, such as
    /// the ends of transactions. Every record before it was handed to <see cref="TryRead"/> or is ready there.</summary>
    /// <remarks>Known only with <see cref="ClientConfig.NotesEnds"/>. A seek or a new assignment forgets it. Thread-safe.</remarks>
    /// <param name="partition">The partition.</param>
    /// <returns>Null if it has not been at its end.</returns>
    long? FindReached(TopicPartition partition);

    /// <summary>Starts the thread and joins the group. Call it once.</summary>
    void Start();

    /// <summary>Reads the next event, if there is one. Changes of the assignment overtake records.</summary>
    /// <param name="next">The event.</param>
    /// <returns>False if there is none at the moment.</returns>
    /// <exception cref="KafkaClientException">The consumer has failed permanently; every further call fails the same way.</exception>
    bool TryRead([NotNullWhen(true)] out SinkConsumerEvent? next);

    /// <summary>Completes when <see cref="TryRead"/> has an event, or after the timeout.</summary>
    /// <remarks>The caller may continue on the consumer's thread, and must leave it at once.</remarks>
    /// <param name="timeout">The maximum time to wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False if the time has run out.</returns>
    ValueTask<bool> WaitToReadAsync(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Continues at other offsets. Records of these partitions that were read but not delivered yet are dropped.</summary>
    /// <param name="offsets">For each partition, the offset of the next record; partitions that are not assigned are ignored.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KafkaClientException"><see cref="KafkaErrorKind.OffsetOutOfRange"/>: the partition does not have that offset; the message
    /// names its range.</exception>
    ValueTask SeekAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken);

    /// <summary>Sets the partitions that are held back, replacing the previous setting. When it returns, <see cref="TryRead"/> returns no records of
    /// them.</summary>
    /// <remarks>Their records that were already read are kept and are delivered first when the hold ends. A rebalance does not change the
    /// hold.</remarks>
    /// <param name="hold">The partitions to hold back; partitions that are not assigned yet are held back from their assignment on.</param>
    void Hold(DeliveryHold hold);

    /// <summary>Commits offsets of the group. Await it for a synchronous commit, or check it later for an asynchronous one. One commit at a
    /// time.</summary>
    /// <param name="offsets">For each partition, the offset of the next record to read.</param>
    /// <param name="cancellationToken">Stops waiting; the commit continues.</param>
    /// <exception cref="KafkaClientException">Not all offsets were committed, or the consumer was abandoned.</exception>
    Task CommitAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken);

    /// <summary>Leaves the group and ends the thread. No further event follows: call preCommit, close and commit before.</summary>
    /// <param name="cancellationToken">Stops waiting; the thread still ends.</param>
    Task CloseAsync(CancellationToken cancellationToken);

    /// <summary>Commits nothing more, leaves the group and ends the thread, wherever the task's loop hangs. Returns immediately. Thread-safe. Before
    /// <see cref="Start"/>, it prevents joining the group.</summary>
    void Abandon();
}
