using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Embedded;
using TopicPartition = Connect.Connectors.TopicPartition;

namespace Connect.Runtime.Kafka.Administration;

/// <summary>Administers the broker inside the process. It knows few administrative calls: others hang, and some abort the process, so they are never
/// made.</summary>
/// <param name="broker">The broker.</param>
/// <param name="calls">Makes the calls that it knows.</param>
/// <param name="real">Makes, in the usual way, those of a real Kafka that it knows, too.</param>
/// <param name="monitor">Listens to the clients.</param>
internal sealed class EmbeddedAdmin(EmbeddedBroker broker, AdminCalls calls, KafkaAdmin real, ConnectionMonitor monitor) : IKafkaAdmin
{
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public bool IsEmbedded => true;

    /// <inheritdoc/>
    public BrokerConnection Connection => monitor.Current;

    /// <inheritdoc/>
    public Task<string?> GetClusterIdAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(ClientConfig.Embedded);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, TopicDescription>> DescribeTopicsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        var all = await ReadTopicsAsync(cancellationToken).ConfigureAwait(false);
        return all.Where(topic => topics.Contains(topic.Name)).ToDictionary(topic => topic.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public Task<bool> CreateTopicAsync(NewTopic topic, CancellationToken cancellationToken) =>
        Task.FromResult(broker.CreateTopic(topic.Name, topic.Partitions));

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string?>> DescribeTopicConfigAsync(string topic, CancellationToken cancellationToken)
        => Task.FromException<IReadOnlyDictionary<string, string?>>(Unsupported("settings of topics"));

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<TopicPartition, long>> ListEndOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken)
        => real.ListEndOffsetsAsync(partitions, readCommitted, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<TopicPartition, long>> ListGroupOffsetsAsync(string group, CancellationToken cancellationToken)
    {
        // The broker tells offsets of partitions that it is asked for, and none when it is asked for all.
        var topics = await ReadTopicsAsync(cancellationToken).ConfigureAwait(false);
        var partitions =
            topics.SelectMany(topic => Enumerable.Range(0, topic.Partitions).Select(partition => new TopicPartition(topic.Name, partition))).ToList();
        return partitions.Count == 0
            ? new Dictionary<TopicPartition, long>()
            : await real.ListGroupOffsetsAsync(group, partitions, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task AlterGroupOffsetsAsync(string group, IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
        => real.AlterGroupOffsetsAsync(group, offsets, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteGroupOffsetsAsync(string group, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
        => Task.FromException(Unsupported("deleting offsets of groups"));

    /// <inheritdoc/>
    public Task DeleteGroupAsync(string group, CancellationToken cancellationToken) => Task.FromException(Unsupported("deleting groups"));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => calls.DisposeAsync();

    private async Task<List<TopicDescription>> ReadTopicsAsync(CancellationToken cancellationToken)
    {
        // All topics are asked for: the broker would create one that is asked for by name.
        var metadata = await calls.RunAsync(
            "Describing topics", client => Task.Run(() => client.GetMetadata(MetadataTimeout), CancellationToken.None),
            cancellationToken).ConfigureAwait(false);
        return [.. metadata.Topics.Where(topic => !topic.Error.IsError).Select(topic => new TopicDescription(topic.Topic, topic.Partitions.Count))];
    }

    private static KafkaClientException Unsupported(string what)
        => new($"The embedded broker does not support {what}. Use a real broker.", KafkaErrorKind.Unsupported);
}
