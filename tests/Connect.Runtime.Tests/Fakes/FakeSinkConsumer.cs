using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>A consumer in memory: a test hands it events; pauses hold records back as the real one does.</summary>
internal sealed class FakeSinkConsumer(TimeProvider time) : ISinkConsumer
{
    private readonly Lock _gate = new();
    private readonly LinkedList<SinkConsumerEvent> _events = new();
    private DeliveryHold _hold = DeliveryHold.None;
    private readonly List<IReadOnlyDictionary<TopicPartition, long>> _commits = [];
    private readonly List<IReadOnlyDictionary<TopicPartition, long>> _seeks = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BrokerConnection Connection { get; } = new("fake", null, null);

    /// <summary>What every further read fails with; null while the consumer works.</summary>
    public KafkaClientException? Fatal { get; set; }

    /// <summary>What commits wait for, or fail with.</summary>
    public Task Committing { get; set; } = Task.CompletedTask;

    /// <summary>Told of each call, in order.</summary>
    public Action<string> Called { get; set; } = _ => { };

    public IReadOnlyList<IReadOnlyDictionary<TopicPartition, long>> Commits
    {
        get
        {
            lock (_gate)
                return [.. _commits];
        }
    }

    public IReadOnlyList<IReadOnlyDictionary<TopicPartition, long>> Seeks
    {
        get
        {
            lock (_gate)
                return [.. _seeks];
        }
    }

    /// <summary>What the task holds back.</summary>
    public DeliveryHold Held
    {
        get
        {
            lock (_gate)
                return _hold;
        }
    }

    /// <summary>Whether the task was given up.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>The end of every partition; null when it is not known.</summary>
    public long? End { get; set; }

    public long? FindEnd(TopicPartition partition) => End;

    /// <summary>The ends up to which partitions are read.</summary>
    public ConcurrentDictionary<TopicPartition, long> Reached { get; } = new();

    public long? FindReached(TopicPartition partition) => Reached.TryGetValue(partition, out var end) ? end : null;

    public void Tell(SinkConsumerEvent next)
    {
        lock (_gate)
        {
            // Changes of the assignment overtake records.
            var firstBatch = _events.First;
            while (firstBatch is not null && firstBatch.Value is not SinkConsumerEvent.Batch)
                firstBatch = firstBatch.Next;
            if (next is SinkConsumerEvent.Batch || firstBatch is null)
                _events.AddLast(next);
            else
                _events.AddBefore(firstBatch, next);
            Change();
        }
    }

    public void Start() => Called("consumer.start");

    public bool TryRead([NotNullWhen(true)] out SinkConsumerEvent? next)
    {
        lock (_gate)
        {
            if (Fatal is { } fatal)
                throw fatal;
            for (var node = _events.First; node is not null; node = node.Next)
            {
                if (node.Value is SinkConsumerEvent.Batch batch
                    && batch.Records.Any(record => _hold.Includes(new TopicPartition(record.Topic, record.Partition))))
                    continue;
                _events.Remove(node);
                next = node.Value;
                return true;
            }
        }

        next = null;
        return false;
    }

    public async ValueTask<bool> WaitToReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var overdue = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, overdue.Token);
        try
        {
            while (true)
            {
                Task changed;
                lock (_gate)
                {
                    if (Fatal is not null
                        || _events.Any(
                            next => next is not SinkConsumerEvent.Batch batch
                                || !batch.Records.Any(record => _hold.Includes(new TopicPartition(record.Topic, record.Partition)))))
                        return true;
                    changed = _changed.Task;
                }

                await changed.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public ValueTask SeekAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        Called("consumer.seek");
        lock (_gate)
            _seeks.Add(offsets);
        return ValueTask.CompletedTask;
    }

    public void Hold(DeliveryHold hold)
    {
        lock (_gate)
        {
            _hold = hold;
            Change();
        }
    }

    public void Abandon()
    {
        Called("consumer.abandon");
        IsAbandoned = true;
    }

    public async Task CommitAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        Called("consumer.commit");
        await Committing.WaitAsync(cancellationToken);
        lock (_gate)
            _commits.Add(new Dictionary<TopicPartition, long>(offsets));
    }

    public Task CloseAsync(CancellationToken cancellationToken)
    {
        Called("consumer.close");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Change()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }
}
