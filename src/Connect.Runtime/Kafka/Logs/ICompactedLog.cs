using Connect.Connectors;

namespace Connect.Runtime.Kafka.Logs;

/// <summary>A compacted topic that is read from its beginning and followed from then on: what a worker keeps in Kafka.</summary>
/// <remarks>
/// <para>Only committed records are read. While no broker can be reached it waits and continues afterwards; its clients are among
/// <see cref="IKafkaClients.Outages"/> then.</para>
/// <para>Thread-safe. Corresponds to <c>org.apache.kafka.connect.util.KafkaBasedLog</c>.</para>
/// </remarks>
internal interface ICompactedLog : ILogWriter, IAsyncDisposable
{
    /// <summary>The topic.</summary>
    string Topic { get; }

    /// <summary>Raised when the brokers say that there is no such topic (any more), once or more often. On the log's thread: handlers only
    /// enqueue.</summary>
    event Action? Missing;

    /// <summary>Raised before a record, or an end, below what was read before: the topic was deleted and made anew, or has lost its end. What comes
    /// now is all there is. On the log's thread.</summary>
    event Action? Restarted;

    /// <summary>Opens the topic, which must exist, and reads it to its end. After a call that was given up, another goes on with the handler of the
    /// first.</summary>
    /// <param name="handler">Takes each record, in the order of its partition, one at a time, on a thread of the log. It must be short. When it
    /// throws, the log is at its end.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KafkaClientException">It cannot be read.</exception>
    Task StartAsync(Action<LogRecord> handler, CancellationToken cancellationToken);

    /// <summary>Waits until everything that was in the topic at the moment of the call has been handled.</summary>
    /// <remarks>What a transaction of another producer still holds open is waited for, too: at most for the time of that transaction and the ten
    /// seconds between the broker's looks.</remarks>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KafkaClientException">The log has failed for good or is closed.</exception>
    Task ReadToEndAsync(CancellationToken cancellationToken);

    /// <summary>Waits until records that are committed have been handled. Quicker than <see cref="ReadToEndAsync"/> after a transaction: its marker
    /// at the end of the topic shows only with the next answer of the broker.</summary>
    /// <param name="places">Where the records are.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KafkaClientException">The log has failed for good or is closed.</exception>
    Task ReadToAsync(IReadOnlyList<(TopicPartition Partition, long Offset)> places, CancellationToken cancellationToken) =>
        ReadToEndAsync(cancellationToken);
}
