using Connect.Connectors;
using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Kafka;

/// <summary>Administers topics and consumer groups.</summary>
/// <remarks>Safe for use from several threads. All calls may fail with a <see cref="KafkaClientException"/>; a transient one is worth a repetition. On the embedded broker
/// the calls that it does not serve fail with <see cref="KafkaErrorKind.Unsupported"/> at once.</remarks>
internal interface IKafkaAdmin : IAsyncDisposable
{
    /// <summary>Whether the broker is the one inside the process.</summary>
    bool IsEmbedded { get; }

    /// <summary>How the administrator stands with its brokers.</summary>
    BrokerConnection Connection { get; }

    /// <summary>Reads the cluster's id.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id; null where the brokers tell none.</returns>
    Task<string?> GetClusterIdAsync(CancellationToken cancellationToken);

    /// <summary>Looks topics up. It never creates one.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Those that exist; the others are missing.</returns>
    Task<IReadOnlyDictionary<string, TopicDescription>> DescribeTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken);

    /// <summary>Creates a topic.</summary>
    /// <param name="topic">What to create.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when it exists already.</returns>
    Task<bool> CreateTopicAsync(NewTopic topic, CancellationToken cancellationToken);

    /// <summary>Reads a topic's settings, defaults included.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyDictionary<string, string?>> DescribeTopicConfigAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Reads the end of partitions: the offset that the next record will get.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="readCommitted">Whether records of open transactions count as not there yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyDictionary<TopicPartition, long>> ListEndOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken);

    /// <summary>Reads a group's committed offsets.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Partitions with a committed offset; empty for a group that does not exist.</returns>
    Task<IReadOnlyDictionary<TopicPartition, long>> ListGroupOffsetsAsync(string group, CancellationToken cancellationToken);

    /// <summary>Sets offsets of a group without members.</summary>
    /// <param name="group">The group.</param>
    /// <param name="offsets">For each partition the offset of the next record to read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task AlterGroupOffsetsAsync(string group, IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken);

    /// <summary>Deletes offsets of a group that reads none of the partitions' topics.</summary>
    /// <param name="group">The group.</param>
    /// <param name="partitions">The partitions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task DeleteGroupOffsetsAsync(string group, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken);

    /// <summary>Deletes a group without members. It is no error when there is none.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task DeleteGroupAsync(string group, CancellationToken cancellationToken);
}
