using Connect.Connectors;

namespace Connect.Runtime.Sinks;

/// <summary>A sink task's way back to its loop: requests are kept here until the loop comes round to them.</summary>
internal sealed class WorkerSinkTaskContext(
    ConnectorTaskId id, IReadOnlyDictionary<string, string?> properties, IErrantRecordReporter? reporter, SinkOffsetTracker tracker, Action interrupt) : SinkTaskContext
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
    public IReadOnlyCollection<TopicPartition> Paused => _paused;

    /// <summary>Told of partitions that the task pauses (true) or resumes (false).</summary>
    public Action<IReadOnlyCollection<TopicPartition>, bool>? PauseChanged { get; set; }

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
        PauseChanged?.Invoke(partitions, true);
    }

    /// <inheritdoc/>
    public override void Resume(params IReadOnlyCollection<TopicPartition> partitions)
    {
        EnsureAssigned(partitions);
        _paused.ExceptWith(partitions);
        PauseChanged?.Invoke(partitions, false);
    }

    /// <inheritdoc/>
    public override void RequestCommit()
    {
        Volatile.Write(ref _isCommitRequested, 1);
        interrupt();
    }

    /// <summary>Whether a commit was asked for since the last call.</summary>
    public bool TakeCommitRequest() => Interlocked.Exchange(ref _isCommitRequested, 0) != 0;

    /// <summary>The seeks asked for since the last call.</summary>
    public Dictionary<TopicPartition, long> TakeSeeks()
    {
        var seeks = new Dictionary<TopicPartition, long>(_seeks);
        _seeks.Clear();
        return seeks;
    }

    /// <summary>Forgets what was asked for partitions that leave.</summary>
    public void Forget(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _seeks.Remove(partition);
            _paused.Remove(partition);
        }
    }

    private void EnsureAssigned(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            if (!tracker.IsAssigned(partition))
                throw new InvalidOperationException($"SinkTasks may not pause or resume partitions that are not currently assigned to them: {partition} is not.");
        }
    }
}
