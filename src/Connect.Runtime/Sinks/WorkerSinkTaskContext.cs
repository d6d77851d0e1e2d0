using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Sinks;

/// <summary>The context of a sink task. Its requests are kept here until the loop handles them.</summary>
internal sealed class WorkerSinkTaskContext(
    ConnectorTaskId id, IReadOnlyDictionary<string, string?> properties, IErrantRecordReporter? reporter, SinkOffsetTracker tracker,
    Action interrupt) : SinkTaskContext
{
    private readonly Dictionary<TopicPartition, long> _seeks = [];
    private readonly HashSet<TopicPartition> _paused = [];
    private int _isCommitRequested;

    /// <inheritdoc/>
    public override string ConnectorName => id.Connector;

    /// <inheritdoc/>
    public override int TaskNumber => id.Task;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string?> Properties { get; } = properties;

    /// <inheritdoc/>
    public override IReadOnlyCollection<TopicPartition> Assignment => [.. tracker.Assignment];

    /// <inheritdoc/>
    public override TimeSpan? RetryBackoff { get; set; }

    /// <inheritdoc/>
    public override IErrantRecordReporter? ErrantRecordReporter { get; } = reporter;

    /// <summary>The partitions that the task itself has paused.</summary>
    public DeliveryHold Paused { get; private set; } = DeliveryHold.None;

    /// <summary>Whether there is a seek to do.</summary>
    public bool HasSeeks => _seeks.Count > 0;

    /// <inheritdoc/>
    public override void Seek(TopicPartition partition, long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        _seeks[partition] = offset;
    }

    /// <inheritdoc/>
    public override void Pause(params IReadOnlyCollection<TopicPartition> partitions)
    {
        EnsureAssigned(partitions);
        _paused.UnionWith(partitions);
        Paused = DeliveryHold.Of(_paused);
    }

    /// <inheritdoc/>
    public override void Resume(params IReadOnlyCollection<TopicPartition> partitions)
    {
        EnsureAssigned(partitions);
        _paused.ExceptWith(partitions);
        Paused = DeliveryHold.Of(_paused);
    }

    /// <inheritdoc/>
    public override void RequestCommit()
    {
        Volatile.Write(ref _isCommitRequested, 1);
        interrupt();
    }

    /// <summary>Whether a commit was requested since the last call.</summary>
    public bool TakeCommitRequest() => Interlocked.Exchange(ref _isCommitRequested, 0) != 0;

    /// <summary>The seeks requested since the last call.</summary>
    public Dictionary<TopicPartition, long> TakeSeeks()
    {
        var seeks = new Dictionary<TopicPartition, long>(_seeks);
        _seeks.Clear();
        return seeks;
    }

    /// <summary>Drops the requests for revoked partitions.</summary>
    public void Forget(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
            _seeks.Remove(partition);
        var count = _paused.Count;
        _paused.ExceptWith(partitions);
        if (_paused.Count != count)
            Paused = DeliveryHold.Of(_paused);
    }

    private void EnsureAssigned(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            if (!tracker.IsAssigned(partition))
                throw new InvalidOperationException(
                    $"SinkTasks may not pause or resume partitions that are not currently assigned to them: {partition} is not.");
        }
    }
}
