using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Consuming;

namespace Connect.Runtime.Tests.Sinks.Schedules;

/// <summary>A consumer whose every step the test commands, around the real queue. Used from one side at a time: the loop moves only while the test
/// waits for its next point.</summary>
internal sealed class CommandedConsumer(ChannelWriter<LoopPoint> points, CommandedTask task) : ISinkConsumer
{
    private TaskCompletionSource? _pendingCommit;
    private SinkConsumerEvent.Revoked? _revoked;
    private bool _isReleased;

    public SinkQueue Queue { get; } = new(5, 100);

    public IReadOnlyList<PartitionModel> Partitions { get; } =
        [.. Enumerable.Range(0, 3).Select(number => new PartitionModel(new TopicPartition("t", number)))];

    /// <summary>What broke a promise.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Decides about a commit: true for success, false for failure, null for later.</summary>
    public Func<bool?> NextCommit { get; set; } = () => true;

    public bool IsStarted { get; private set; }

    public bool IsAbandoned { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>Whether the thread stands in a rebalance until the task lets partitions go.</summary>
    public bool IsInRevocation
    {
        get
        {
            if (_isReleased && _revoked is { } revoked)
                EndRevocation(revoked);
            return _revoked is not null;
        }
    }

    public bool HasPendingCommit => _pendingCommit is not null;

    public BrokerConnection Connection { get; } = new("commanded", null, null);

    public PartitionModel this[TopicPartition partition] => Partitions.Single(model => model.Id == partition);

    public void Assign(params IReadOnlyCollection<PartitionModel> partitions)
    {
        foreach (var partition in partitions)
        {
            partition.IsOurs = true;
            partition.Position = partition.Committed;
            task.ExpectOpen(partition.Id, partition.Committed);
        }

        Queue.AddChange(new SinkConsumerEvent.Assigned(partitions.ToDictionary(partition => partition.Id, partition => partition.Committed)));
    }

    public void BeginRevocation(params IReadOnlyCollection<PartitionModel> partitions)
    {
        _isReleased = false;
        SinkConsumerEvent.Revoked? begun = null;

        // One that has expired may be released only after the next one has begun, and says nothing about that.
        _revoked = begun = new SinkConsumerEvent.Revoked(
            [.. partitions.Select(partition => partition.Id)], () => _isReleased |= ReferenceEquals(_revoked, begun));
        Queue.AddChange(_revoked, _revoked.Partitions);
    }

    /// <summary>The group waits no longer.</summary>
    public void ExpireRevocation()
    {
        _revoked!.Expire();
        EndRevocation(_revoked);
    }

    public void Lose(params IReadOnlyCollection<PartitionModel> partitions)
    {
        foreach (var partition in partitions)
            partition.IsOurs = false;
        TopicPartition[] ids = [.. partitions.Select(partition => partition.Id)];
        Queue.AddChange(new SinkConsumerEvent.Lost(ids), ids);
    }

    /// <summary>Reads the next record of a partition into the open batch.</summary>
    /// <returns>False when the batch was full and is handed on.</returns>
    public bool Read(PartitionModel partition)
    {
        var offset = partition.Position++;
        if (Queue.Add(
            new ConsumedRecord("t", partition.Id.Partition, offset, 0, TimestampType.CreateTime, null, BitConverter.GetBytes(offset), null)))
            return true;
        Queue.Flush();
        return false;
    }

    public void CompleteCommit(Action<TaskCompletionSource> complete)
    {
        var commit = _pendingCommit!;
        _pendingCommit = null;
        complete(commit);
    }

    public long? FindEnd(TopicPartition partition) => null;

    public long? FindReached(TopicPartition partition) => null;

    public void Start() => IsStarted = true;

    public bool TryRead([NotNullWhen(true)] out SinkConsumerEvent? next) => Queue.TryRead(out next);

    public async ValueTask<bool> WaitToReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Queue.WaitToReadAsync().IsCompleted)
            return true;
        cancellationToken.ThrowIfCancellationRequested();
        var point = new LoopPoint(null, timeout);
        points.TryWrite(point);
        var hasEvent = await point.Passed;
        cancellationToken.ThrowIfCancellationRequested();
        return hasEvent;
    }

    public ValueTask SeekAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        if (IsAbandoned)
            throw new KafkaClientException("closed", KafkaErrorKind.Closed);
        foreach (var (id, offset) in offsets)
        {
            if (task.Sought(id, offset) is { } violation)
                Violations.Add(violation);
            if (!this[id].IsOurs || Queue.IsLeaving(id, isGone: false))
                continue;
            this[id].Position = offset;
            Queue.Drop([id]);
        }

        return ValueTask.CompletedTask;
    }

    public void Hold(DeliveryHold hold) => Queue.Hold(hold);

    public async Task CommitAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        if (IsAbandoned)
            Violations.Add("a task that was given up commits");
        if (HasPendingCommit)
            Violations.Add("two commits at once");
        foreach (var (id, offset) in offsets)
        {
            if (!task.IsSafe(id, offset))
                Violations.Add($"{id} is committed at {offset}, beyond what was put and called safe");
        }

        var ours = offsets.Where(entry => !Queue.IsLeaving(entry.Key, isGone: true))
            .Select(entry => (Partition: this[entry.Key], Offset: entry.Value, this[entry.Key].Epoch)).ToArray();
        var outcome = NextCommit();
        if (outcome is null)
        {
            _pendingCommit = new TaskCompletionSource();
            await _pendingCommit.Task;
        }
        else if (outcome == false)
        {
            throw new KafkaClientException("coordinator away", KafkaErrorKind.Transient);
        }

        if (ours.Any(entry => !entry.Partition.IsOurs || entry.Partition.Epoch != entry.Epoch))
        {
            if (outcome is not null)
                Violations.Add($"{string.Join(", ", ours.Select(entry => entry.Partition.Id))} are committed and are not all ours");
            throw new KafkaClientException("unknown member", KafkaErrorKind.Other);
        }

        foreach (var (partition, offset, _) in ours)
        {
            if (partition.Commit(offset) is { } lost)
                Violations.Add($"{partition.Id} is committed at {offset}, but {lost} was never put");
        }
    }

    public Task CloseAsync(CancellationToken cancellationToken)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    public void Abandon() => IsAbandoned = true;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void EndRevocation(SinkConsumerEvent.Revoked revoked)
    {
        _revoked = null;
        foreach (var id in revoked.Partitions)
            this[id].IsOurs = false;
        Queue.Flush();
    }
}
