using Connect.Connectors;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>Commits the offsets of one sink task: asks the task what is safe, and commits that and no more.</summary>
/// <remarks>Used by the task's flow alone. A commit under way is looked at when the flow comes round; only one is under way at a time.</remarks>
internal sealed partial class SinkOffsetCommitter(
    SinkTaskParts parts, SinkTaskStats stats, CommitTimes times, TimeSpan interval, TimeSpan timeout, TimeProvider time, ILogger<SinkOffsetCommitter> logger)
{
    private Task? _running;
    private IReadOnlyDictionary<TopicPartition, long> _runningOffsets = new Dictionary<TopicPartition, long>();
    private long _runningSince;
    private bool _isRunningLate;
    private long _lastCommit = time.GetTimestamp();

    /// <summary>Whether a commit is under way.</summary>
    public bool IsBusy => _running is not null;

    /// <summary>How long until the next commit is due; zero when it is.</summary>
    public TimeSpan UntilDue
    {
        get
        {
            var left = interval - time.GetElapsedTime(_lastCommit);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Looks whether the commit under way has come to an end.</summary>
    public async ValueTask ObserveAsync()
    {
        if (_running is not { } running)
            return;
        if (running.IsCompleted)
        {
            await EndAsync(running).ConfigureAwait(false);
        }
        else if (!_isRunningLate && time.GetElapsedTime(_runningSince) > timeout)
        {
            _isRunningLate = true;
            times.Record(time.GetElapsedTime(_runningSince), false);
            Log.CommitLate(logger, parts.Id, timeout);
        }
    }

    /// <summary>Begins a commit of all partitions. None is under way.</summary>
    /// <param name="cancellationToken">The task's time to end is over.</param>
    /// <returns>False when the task refused: delivery has to go back to what is committed.</returns>
    public async ValueTask<bool> BeginAsync(CancellationToken cancellationToken)
    {
        _lastCommit = time.GetTimestamp();
        IReadOnlyDictionary<TopicPartition, long> committable;
        try
        {
            committable = await AskAsync(parts.Tracker.Assignment, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            times.Record(TimeSpan.Zero, false);
            Log.PreCommitFailed(logger, parts.Id, e);
            return false;
        }

        if (committable.Count > 0)
            Start(committable, cancellationToken);
        return true;
    }

    /// <summary>Asks the task about partitions that leave, before they are closed. A failure commits nothing for them.</summary>
    /// <param name="partitions">What leaves.</param>
    /// <param name="cancellationToken">The task's time to end is over.</param>
    public async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AskBeforeCloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        try
        {
            await WaitAsync(parts.Reports.WaitAsync, cancellationToken).ConfigureAwait(false);
            return await AskAsync(partitions, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            times.Record(TimeSpan.Zero, false);
            Log.PreCommitFailedAtClose(logger, parts.Id, e);
            return new Dictionary<TopicPartition, long>();
        }
    }

    /// <summary>Commits and waits for it, up to the timeout. What fails is logged and read again by whoever has the partition next.</summary>
    /// <param name="committable">What to commit.</param>
    /// <param name="cancellationToken">The task's time to end is over.</param>
    public async ValueTask CommitAsync(IReadOnlyDictionary<TopicPartition, long> committable, CancellationToken cancellationToken)
    {
        if (_running is { } earlier)
        {
            await WaitAsync(token => earlier.WaitAsync(token), cancellationToken).ConfigureAwait(false);
            await EndAsync(earlier).ConfigureAwait(false);
        }

        if (committable.Count == 0)
            return;
        Start(committable, cancellationToken);
        var running = _running!;
        await WaitAsync(token => running.WaitAsync(token), cancellationToken).ConfigureAwait(false);
        await EndAsync(running).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AskAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var taken = parts.Tracker.TakenOf(partitions);
        if (taken.Count == 0)
            return taken;
        var safe = await parts.Task.PreCommitAsync(taken, cancellationToken).ConfigureAwait(false);
        return parts.Tracker.CommittableOf(safe ?? taken, parts.Reports.LowestPending, (partition, offset, reason) => Log.OffsetRefused(logger, parts.Id, partition, offset, reason));
    }

    private void Start(IReadOnlyDictionary<TopicPartition, long> committable, CancellationToken cancellationToken)
    {
        // A task that was given up commits nothing, also when its preCommit took no notice of that.
        cancellationToken.ThrowIfCancellationRequested();
        stats.RecordCommitStarted();
        _runningSince = time.GetTimestamp();
        _isRunningLate = false;
        _runningOffsets = committable;
        parts.Tracker.Committing(committable);
        _running = parts.Consumer.CommitAsync(committable, cancellationToken);
    }

    private async ValueTask EndAsync(Task running)
    {
        if (!running.IsCompleted)
        {
            Log.CommitGivenUp(logger, parts.Id, timeout);
            times.Record(time.GetElapsedTime(_runningSince), false);
            _running = null;
            return;
        }

        _running = null;
        try
        {
            await running.ConfigureAwait(false);
            parts.Tracker.Committed(_runningOffsets);
            stats.RecordCommitCompleted();
            times.Record(time.GetElapsedTime(_runningSince), true);
        }
        catch (Exception e)
        {
            times.Record(time.GetElapsedTime(_runningSince), false);
            Log.CommitFailed(logger, parts.Id, e);
        }
    }

    private async ValueTask WaitAsync(Func<CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        using var overdue = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, overdue.Token);
        await wait(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
