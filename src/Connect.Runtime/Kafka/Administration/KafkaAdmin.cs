using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Runtime.Kafka.Connection;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;
using TopicPartition = Connect.Connectors.TopicPartition;

namespace Connect.Runtime.Kafka.Administration;

/// <summary>Administers topics and groups of a real Kafka.</summary>
/// <param name="calls">Makes the calls.</param>
/// <param name="monitor">Listens to the clients.</param>
/// <param name="leave">Called when it is disposed, once.</param>
internal sealed class KafkaAdmin(AdminCalls calls, ConnectionMonitor monitor, Func<ValueTask> leave) : IKafkaAdmin
{
    /// <summary>How long brokers may need to learn of a new topic from the controller; it is normally a matter of milliseconds.</summary>
    private static readonly TimeSpan PropagationLimit = TimeSpan.FromSeconds(10);

    private int _isDisposed;

    /// <inheritdoc/>
    public bool IsEmbedded => false;

    /// <inheritdoc/>
    public BrokerConnection Connection => monitor.Current;

    /// <inheritdoc/>
    public async Task<string?> GetClusterIdAsync(CancellationToken cancellationToken)
    {
        var options = new DescribeClusterOptions { RequestTimeout = AdminCalls.RequestTimeout };
        var cluster = await calls.RunAsync("Reading the cluster's id", client => client.DescribeClusterAsync(options), cancellationToken)
            .ConfigureAwait(false);
        return string.IsNullOrEmpty(cluster.ClusterId) ? null : cluster.ClusterId;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Kafka.TopicDescription>> DescribeTopicsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        if (topics.Count == 0)
            return new Dictionary<string, Kafka.TopicDescription>();
        var what = $"Describing topics {string.Join(", ", topics)}";
        var found = await calls.RunAsync(what, client => DescribeAsync(client, topics), cancellationToken).ConfigureAwait(false);
        var result = new Dictionary<string, Kafka.TopicDescription>(StringComparer.Ordinal);
        foreach (var topic in found.Where(topic => KafkaErrors.KindOf(topic.Error.Code) != KafkaErrorKind.UnknownTopicOrPartition))
        {
            if (topic.Error.IsError)
                throw KafkaErrors.Exception($"Describing topic {topic.Name} failed", topic.Error);
            result[topic.Name] = new Kafka.TopicDescription(topic.Name, topic.Partitions.Count);
        }

        return result;
    }

    /// <inheritdoc/>
    public async Task<bool> CreateTopicAsync(NewTopic topic, CancellationToken cancellationToken)
    {
        var specification = new TopicSpecification
        {
            Name = topic.Name,
            NumPartitions = topic.Partitions,
            ReplicationFactor = topic.ReplicationFactor,
            Configs = topic.Configs is null ? null : new Dictionary<string, string>(topic.Configs),
        };
        var options = new CreateTopicsOptions { RequestTimeout = AdminCalls.RequestTimeout, OperationTimeout = AdminCalls.RequestTimeout };
        var isCreated = true;
        try
        {
            await calls.RunAsync(
                $"Creating topic {topic.Name}", client => ThenTrueAsync(client.CreateTopicsAsync([specification], options)), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (KafkaClientException e) when (e.Kind == KafkaErrorKind.TopicAlreadyExists)
        {
            isCreated = false;
        }

        await calls.WaitUntilAsync(() => IsKnownAsync(topic.Name, cancellationToken), PropagationLimit, cancellationToken).ConfigureAwait(false);
        return isCreated;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string?>> DescribeTopicConfigAsync(string topic, CancellationToken cancellationToken)
    {
        var resource = new ConfigResource { Type = ResourceType.Topic, Name = topic };
        var options = new DescribeConfigsOptions { RequestTimeout = AdminCalls.RequestTimeout };
        var results =
            await calls.RunAsync(
                $"Reading the settings of topic {topic}", client => client.DescribeConfigsAsync([resource], options), cancellationToken)
            .ConfigureAwait(false);
        return results[0].Entries.ToDictionary(entry => entry.Key, entry => (string?)entry.Value.Value, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<TopicPartition, long>> ListEndOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken)
    {
        if (partitions.Count == 0)
            return new Dictionary<TopicPartition, long>();
        var wanted =
            partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = Theirs(partition), OffsetSpec = OffsetSpec.Latest() })
                .ToList();
        var options = new ListOffsetsOptions
        {
            RequestTimeout = AdminCalls.RequestTimeout,
            IsolationLevel = readCommitted ? IsolationLevel.ReadCommitted : IsolationLevel.ReadUncommitted,
        };
        var result =
            await calls.RunAsync(
                $"Reading the ends of {string.Join(", ", partitions)}", client => client.ListOffsetsAsync(wanted, options), cancellationToken)
            .ConfigureAwait(false);
        return result.ResultInfos.ToDictionary(
            info => Ours(info.TopicPartitionOffsetError.TopicPartition), info => info.TopicPartitionOffsetError.Offset.Value);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<TopicPartition, long>> ListGroupOffsetsAsync(string group, CancellationToken cancellationToken)
        => ListGroupOffsetsAsync(group, null, cancellationToken);

    /// <summary>Reads a group's committed offsets of some partitions.</summary>
    /// <param name="group">The group.</param>
    /// <param name="partitions">The partitions; null for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyDictionary<TopicPartition, long>> ListGroupOffsetsAsync(
        string group, IReadOnlyCollection<TopicPartition>? partitions, CancellationToken cancellationToken)
    {
        var wanted = new ConsumerGroupTopicPartitions(group, partitions?.Select(Theirs).ToList());
        var options = new ListConsumerGroupOffsetsOptions { RequestTimeout = AdminCalls.RequestTimeout, RequireStableOffsets = false };
        var results = await calls.RunForGroupAsync(
            $"Reading the offsets of group {group}", group, client => client.ListConsumerGroupOffsetsAsync([wanted], options), cancellationToken)
            .ConfigureAwait(false);
        return results[0].Partitions.Where(partition => partition.Offset.Value >= 0)
            .ToDictionary(partition => Ours(partition.TopicPartition), partition => partition.Offset.Value);
    }

    /// <inheritdoc/>
    public async Task AlterGroupOffsetsAsync(string group, IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        if (offsets.Count == 0)
            return;
        var wanted = new ConsumerGroupTopicPartitionOffsets(
            group, [.. offsets.Select(entry => new TopicPartitionOffset(Theirs(entry.Key), entry.Value))]);
        var options = new AlterConsumerGroupOffsetsOptions { RequestTimeout = AdminCalls.RequestTimeout };
        await calls.RunForGroupAsync(
            $"Setting offsets of group {group}", group, client => client.AlterConsumerGroupOffsetsAsync([wanted], options), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteGroupOffsetsAsync(string group, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        if (partitions.Count == 0)
            return;
        var options = new DeleteConsumerGroupOffsetsOptions { RequestTimeout = AdminCalls.RequestTimeout };
        await calls.RunForGroupAsync(
            $"Deleting offsets of group {group}", group, client => client.DeleteConsumerGroupOffsetsAsync(group, partitions.Select(Theirs), options),
            cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteGroupAsync(string group, CancellationToken cancellationToken)
    {
        var options = new DeleteGroupsOptions { RequestTimeout = AdminCalls.RequestTimeout };
        try
        {
            await calls.RunForGroupAsync(
                $"Deleting group {group}", group, client => ThenTrueAsync(client.DeleteGroupsAsync([group], options)), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (KafkaClientException e) when (e.Kind == KafkaErrorKind.UnknownGroup)
        {
            // There is nothing left to do.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isDisposed, 1) == 0 ? leave() : ValueTask.CompletedTask;

    /// <summary>Whether brokers know a topic that the controller has created, or it cannot be found out.</summary>
    private async Task<bool> IsKnownAsync(string topic, CancellationToken cancellationToken)
    {
        try
        {
            return (await DescribeTopicsAsync([topic], cancellationToken).ConfigureAwait(false)).ContainsKey(topic);
        }
        catch (KafkaClientException)
        {
            // Perhaps the topic may be created but not described. Whoever uses it will see.
            return true;
        }
    }

    private static async Task<List<Confluent.Kafka.Admin.TopicDescription>> DescribeAsync(IAdminClient client, IReadOnlyCollection<string> topics)
    {
        var options = new DescribeTopicsOptions { RequestTimeout = AdminCalls.RequestTimeout };
        try
        {
            return (await client.DescribeTopicsAsync(TopicCollection.OfTopicNames(topics), options).ConfigureAwait(false)).TopicDescriptions;
        }
        catch (DescribeTopicsException e)
        {
            // A topic that is not there is an answer, not a failure.
            return e.Results.TopicDescriptions;
        }
    }

    private static async Task<bool> ThenTrueAsync(Task call)
    {
        await call.ConfigureAwait(false);
        return true;
    }

    private static KafkaTopicPartition Theirs(TopicPartition partition) => new(partition.Topic, partition.Partition);

    private static TopicPartition Ours(KafkaTopicPartition partition) => new(partition.Topic, partition.Partition.Value);
}
