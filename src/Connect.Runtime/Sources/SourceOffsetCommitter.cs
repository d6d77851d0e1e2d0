using System.Diagnostics;
using Connect.Runtime.Diagnostics.Traces;
using Connect.Runtime.Offsets;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Stores the committable offsets of one source task at intervals, in a background loop, so that a waiting poll does not delay
/// them.</summary>
/// <param name="task">The task.</param>
/// <param name="tracker">Determines which offsets may be stored.</param>
/// <param name="writer">Writes the offsets; writes nothing once the task was abandoned.</param>
/// <param name="settings">When to commit.</param>
/// <param name="failures">Reports failed commits.</param>
/// <param name="times">Measures the commits.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class SourceOffsetCommitter(
    ConnectorTaskId task,
    SourceOffsetTracker<OutgoingRecord> tracker,
    OffsetWriter writer,
    CommitSettings settings,
    CommitFailures failures,
    CommitTimes times,
    TimeProvider time,
    ILogger<SourceOffsetCommitter> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskActivities _activities = new(task);
    private Task _flow = Task.CompletedTask;
    private int _notices;

    /// <summary>Starts committing at intervals.</summary>
    /// <param name="committed">Called after each commit, even if there was nothing to commit.</param>
    public void Start(Action committed) => _flow = CommitRepeatedlyAsync(committed);

    /// <summary>Whether a commit has succeeded since the last call.</summary>
    public bool TakeCommitted() => Interlocked.Exchange(ref _notices, 0) > 0;

    /// <summary>Commits now.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if all committable offsets are stored. The others stay for the next commit; the failure is logged and shown in the task's
    /// status.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled before it began.</exception>
    public async Task<bool> CommitAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            tracker.Advance();
            writer.Stage(tracker.TakeCommittable());
            var isComplete = !writer.HasPending || await FlushAsync(cancellationToken).ConfigureAwait(false);
            if (isComplete)
                Interlocked.Increment(ref _notices);
            return isComplete;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops committing and reporting, without waiting: the task was abandoned.</summary>
    public void Abandon()
    {
        failures.Close();
        _ = _ended.CancelAsync();
    }

    /// <summary>Stops committing at intervals, and waits for a commit in progress.</summary>
    public async Task EndAsync()
    {
        _ = _ended.CancelAsync();
        await _flow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _gate.Dispose();
    }

    private async Task CommitRepeatedlyAsync(Action committed)
    {
        using var timer = new PeriodicTimer(settings.Interval, time);
        while (await timer.WaitForNextTickAsync(_ended.Token).ConfigureAwait(false))
        {
            if (await CommitAsync(_ended.Token).ConfigureAwait(false))
                committed();
        }
    }

    private async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var overdue = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, overdue.Token);
        var isComplete = false;
        using var commit = _activities.Start("commit", "settle", isRoot: true);
        try
        {
            isComplete = await writer.FlushAsync(either.Token).ConfigureAwait(false);
            if (isComplete)
                failures.Clear();
            else
                failures.Add(writer.Unwritable!.Message, writer.Unwritable);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || writer.IsWithdrawn)
        {
            Log.CommitGivenUp(logger, task);
        }
        catch (OperationCanceledException)
        {
            failures.Add($"They were not stored within {settings.Timeout.TotalSeconds:0.###} s (offset.flush.timeout.ms).", null);
        }
        catch (Exception e)
        {
            failures.Add(e.Message, e);
        }

        if (!isComplete)
            commit?.SetStatus(ActivityStatusCode.Error);
        times.Record(time.GetElapsedTime(started), isComplete);
        return isComplete;
    }
}
