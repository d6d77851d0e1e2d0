using System.Collections.Concurrent;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>Topics in memory.</summary>
internal sealed class FakeAdmin : IKafkaAdmin
{
    /// <summary>The topics that there are.</summary>
    public ConcurrentDictionary<string, bool> Topics { get; } = new();

    /// <summary>How many partitions each topic has.</summary>
    public int Partitions { get; set; } = 1;

    /// <summary>The ends of partitions; 0 where nothing is said.</summary>
    public ConcurrentDictionary<TopicPartition, long> Ends { get; } = new();

    /// <summary>What every call fails with; null for success.</summary>
    public KafkaClientException? Failure { get; set; }

    /// <summary>What the next readings of ends fail with, one after the other.</summary>
    public ConcurrentQueue<KafkaClientException> EndFailures { get; } = new();

    public bool IsEmbedded => false;

    public BrokerConnection Connection { get; } = new("fake", null, null);

    public Task<string?> GetClusterIdAsync(CancellationToken cancellationToken) => Task.FromResult<string?>("fake");

    public Task<IReadOnlyDictionary<string, TopicDescription>> DescribeTopicsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        Failure is { } failure
            ? Task.FromException<IReadOnlyDictionary<string, TopicDescription>>(failure)
            : Task.FromResult<IReadOnlyDictionary<string, TopicDescription>>(
                topics.Where(Topics.ContainsKey).ToDictionary(topic => topic, topic => new TopicDescription(topic, Partitions)));

    public Task<bool> CreateTopicAsync(NewTopic topic, CancellationToken cancellationToken) => Task.FromResult(Topics.TryAdd(topic.Name, true));

    public Task<IReadOnlyDictionary<string, string?>> DescribeTopicConfigAsync(string topic, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<TopicPartition, long>> ListEndOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken) =>
        EndFailures.TryDequeue(out var failure)
            ? Task.FromException<IReadOnlyDictionary<TopicPartition, long>>(failure)
            : Task.FromResult<IReadOnlyDictionary<TopicPartition, long>>(
                partitions.ToDictionary(partition => partition, partition => Ends.GetValueOrDefault(partition)));

    public Task<IReadOnlyDictionary<TopicPartition, long>> ListGroupOffsetsAsync(string group, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task AlterGroupOffsetsAsync(string group, IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DeleteGroupOffsetsAsync(string group, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DeleteGroupAsync(string group, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
