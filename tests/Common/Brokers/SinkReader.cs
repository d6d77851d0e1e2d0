using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Tests.Brokers;

/// <summary>Plays the task of a consumer: takes events, keeps records, closes partitions as a sink task would.</summary>
internal sealed class SinkReader(ISinkConsumer consumer)
{
    public List<ConsumedRecord> Records { get; } = [];

    public Dictionary<TopicPartition, long> Assigned { get; } = [];

    /// <summary>What happened, in order: <c>assigned t-0</c>, <c>revoked t-0</c>, <c>lost t-0</c>.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>Called for partitions that leave, before they are released.</summary>
    public Func<IReadOnlyCollection<TopicPartition>, Task> OnRevoked { get; set; } = _ => Task.CompletedTask;

    /// <summary>Records that should not have come: of a partition that was not assigned, or not the next one of its partition. Says nothing after a
    /// seek.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The offset after the last record of each partition.</summary>
    public Dictionary<TopicPartition, long> Positions { get; } = [];

    /// <summary>Reads until a condition holds; fails the test when it does not come to that in time.</summary>
    public async Task ReadUntilAsync(Func<bool> isEnough, string because, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!isEnough())
        {
            if (TimeProvider.System.GetElapsedTime(start) > TestTimeouts.Condition)
                NUnit.Framework.Assert.Fail($"Not in time: {because}; {Records.Count} records, changes: {string.Join("; ", Changes)}");
            await ReadAsync(cancellationToken);
        }
    }

    /// <summary>Reads what there is, or waits a moment.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await consumer.WaitToReadAsync(TimeSpan.FromMilliseconds(50), cancellationToken);
        while (consumer.TryRead(out var next))
            await HandleAsync(next);
    }

    private async Task HandleAsync(SinkConsumerEvent next)
    {
        switch (next)
        {
            case SinkConsumerEvent.Batch batch:
                foreach (var record in batch.Records)
                {
                    var partition = new TopicPartition(record.Topic, record.Partition);
                    if (!Assigned.TryGetValue(partition, out var start))
                        Faults.Add($"{partition} is not assigned: offset {record.Offset}; {Changes.LastOrDefault()}");
                    else if (Positions.GetValueOrDefault(partition, start) is var expected && expected != record.Offset)
                        Faults.Add($"{partition} goes on at {record.Offset} in place of {expected}; {Changes.LastOrDefault()}");
                    Records.Add(record);
                    Positions[partition] = record.Offset + 1;
                }

                break;
            case SinkConsumerEvent.Assigned assigned:
                foreach (var (partition, position) in assigned.Positions)
                    Assigned[partition] = position;
                Note("assigned", assigned.Positions.Keys);
                break;
            case SinkConsumerEvent.Revoked revoked:
                Note("revoked", revoked.Partitions);
                await OnRevoked(revoked.Partitions);
                Forget(revoked.Partitions);
                revoked.Completed();
                break;
            case SinkConsumerEvent.Lost lost:
                Note("lost", lost.Partitions);
                Forget(lost.Partitions);
                break;
        }
    }

    private void Forget(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            Assigned.Remove(partition);
            Positions.Remove(partition);
        }
    }

    private void Note(string what, IEnumerable<TopicPartition> partitions)
        => Changes.Add($"{what} {string.Join(", ", partitions.Select(partition => partition.ToString()).Order())}");
}
