using System.Diagnostics;
using Connect.Connectors;
using Connect.Runtime.Diagnostics.Traces;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>Commits the offsets of one sink task: asks the task which offsets are safe, and commits only these.</summary>
/// <remarks>Used only by the task's loop, which checks the commit in progress on each iteration. Only one commit is in progress at a time.</remarks>
internal sealed partial class SinkOffsetCommitter(
    SinkTaskParts parts, SinkTaskStats stats, CommitTimes times, TimeSpan interval, TimeSpan timeout, TimeProvider time,
    ILogger<SinkOffsetCommitter> logger)
{
    private Task? _running;
    private IReadOnlyDictionary<TopicPartition, long> _runningOffsets = new Dictionary<TopicPartition, long>();
    private long _runningSince;
    private bool _isRunningLate;
    private readonly RepeatedFailures _failures = new(parts.CommitFailures, time);
    private readonly TaskActivities _activities = new(parts.Id);
    private DateTimeOffset? _startedAt;
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

    /// <summary>Checks whether the commit in progress has finished.</summary>
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

    /// <summary>Begins a commit of all partitions. No commit may be in progress.</summary>
    /// <param name="cancellationToken">Cancelled when the task's time to stop has run out.</param>
    /// <returns>False if the task's preCommit failed: delivery must restart at the committed offsets.</returns>
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
            _failures.Add(
                "PreCommitAsync or FlushAsync fails", e,
                "No offsets are committed, and the same records are delivered again. Check the system the task writes to.");
            return false;
        }

        if (committable.Count > 0)
            Start(committable, cancellationToken);
        return true;
    }

    /// <summary>Asks the task for the safe offsets of partitions before they are closed. After a failure nothing is committed for them.</summary>
    /// <param name="partitions">The revoked partitions.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop has run out.</param>
    public async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AskBeforeCloseAsync(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
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

    /// <summary>Commits and waits for the result, up to the timeout. Failures are logged; the next owner of the partitions reads those records
    /// again.</summary>
    /// <param name="committable">The offsets to commit.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop has run out.</param>
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

    private async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AskAsync(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var taken = parts.Tracker.TakenOf(partitions);
        if (taken.Count == 0)
            return taken;
        var safe = await parts.Task.PreCommitAsync(taken, cancellationToken).ConfigureAwait(false);
        return parts.Tracker.CommittableOf(
            safe ?? taken, parts.Reports.LowestPending, (partition, offset, reason) =>
                Log.OffsetRefused(logger, parts.Id, partition, offset, reason));
    }

    private void Start(IReadOnlyDictionary<TopicPartition, long> committable, CancellationToken cancellationToken)
    {
        // An abandoned task commits nothing, even if its preCommit ignored the cancellation.
        cancellationToken.ThrowIfCancellationRequested();
        stats.RecordCommitStarted();
        _runningSince = time.GetTimestamp();
        _startedAt = TaskActivities.IsHeard ? time.GetUtcNow() : null;
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
            stats.RecordCommitSkipped();
            times.Record(time.GetElapsedTime(_runningSince), false);
            _running = null;
            return;
        }

        _running = null;
        using var commit = _startedAt is { } startedAt
            ? _activities.Start("commit", "settle", ActivityKind.Client, startTime: startedAt, isRoot: true) : null;
        try
        {
            await running.ConfigureAwait(false);
            parts.Tracker.Committed(_runningOffsets);
            stats.RecordCommitCompleted();
            times.Record(time.GetElapsedTime(_runningSince), true);
            _failures.Clear();
        }
        catch (Exception e)
        {
            times.Record(time.GetElapsedTime(_runningSince), false);
            Log.CommitFailed(logger, parts.Id, e);
            commit.Fail(e);
            _failures.Add(
                "The task's offsets cannot be committed", e,
                "Records are still delivered to the task and nothing is lost, but a restart delivers records since the last commit again. The commit "
                    + "is retried automatically.");
        }
    }

    private async ValueTask WaitAsync(Func<CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        using var overdue = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, overdue.Token);
        await wait(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
