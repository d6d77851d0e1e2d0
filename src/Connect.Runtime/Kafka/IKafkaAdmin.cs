using Connect.Connectors;
using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Kafka;

/// <summary>Administers topics and consumer groups.</summary>
/// <remarks>Thread-safe. All calls may fail with a <see cref="KafkaClientException"/>; repeat the call if it is transient. On the embedded broker,
/// unsupported calls fail immediately with <see cref="KafkaErrorKind.Unsupported"/>.</remarks>
internal interface IKafkaAdmin : IAsyncDisposable
{
    /// <summary>Whether the broker is the one inside the process.</summary>
    bool IsEmbedded { get; }

    /// <summary>The state of the connection to the brokers.</summary>
    BrokerConnection Connection { get; }

    /// <summary>Reads the cluster's id.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The id; null if the brokers do not return one.</returns>
    Task<string?> GetClusterIdAsync(CancellationToken cancellationToken);

    /// <summary>Looks topics up. It never creates one.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Those that exist; the others are missing.</returns>
    Task<IReadOnlyDictionary<string, TopicDescription>> DescribeTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken);

    /// <summary>Creates a topic, and waits up to 10 s until a broker knows it: the controller answers earlier.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False if it already exists.</returns>
    Task<bool> CreateTopicAsync(NewTopic topic, CancellationToken cancellationToken);

    /// <summary>Reads a topic's settings, defaults included.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyDictionary<string, string?>> DescribeTopicConfigAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Reads the end of partitions: the offset of the next record.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="readCommitted">Whether to exclude records of open transactions.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyDictionary<TopicPartition, long>> ListEndOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken);

    /// <summary>Reads a group's committed offsets.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Partitions with a committed offset; empty for a group that does not exist.</returns>
    Task<IReadOnlyDictionary<TopicPartition, long>> ListGroupOffsetsAsync(string group, CancellationToken cancellationToken);

    /// <summary>Sets offsets of a group without members.</summary>
    /// <param name="group">The group.</param>
    /// <param name="offsets">For each partition the offset of the next record to read.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task AlterGroupOffsetsAsync(string group, IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken);

    /// <summary>Deletes offsets of a group that reads none of the partitions' topics.</summary>
    /// <param name="group">The group.</param>
    /// <param name="partitions">The partitions.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteGroupOffsetsAsync(string group, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken);

    /// <summary>Deletes a group without members. Does nothing if it does not exist.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteGroupAsync(string group, CancellationToken cancellationToken);
}
