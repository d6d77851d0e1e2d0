using Connect.Runtime.Offsets;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Stores the committable offsets of one source task: every interval, on a flow of its own, so that a poll that waits does not hold them up.</summary>
internal sealed partial class SourceOffsetCommitter(
    ConnectorTaskId task,
    SourceOffsetTracker<OutgoingRecord> tracker,
    OffsetWriter writer,
    TimeSpan interval,
    TimeSpan timeout,
    CommitTimes times,
    TimeProvider time,
    ILogger<SourceOffsetCommitter> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private Task _flow = Task.CompletedTask;
    private int _notices;

    /// <summary>Begins to commit every interval.</summary>
    /// <param name="committed">Called after each commit, also when there was nothing to commit.</param>
    public void Start(Action committed) => _flow = CommitRepeatedlyAsync(committed);

    /// <summary>Whether a commit has succeeded since the last call.</summary>
    public bool TakeNotice() => Interlocked.Exchange(ref _notices, 0) > 0;

    /// <summary>Commits now.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>True when every committable offset is safely stored. What is not stays for the next commit, and was logged.</returns>
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

    /// <summary>Ends the commits at intervals; one under way is waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _flow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
        _gate.Dispose();
    }

    /// <summary>Ends the commits at intervals.</summary>
    public async Task EndAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _flow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CommitRepeatedlyAsync(Action committed)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(_ended.Token).ConfigureAwait(false))
        {
            if (await CommitAsync(_ended.Token).ConfigureAwait(false))
                committed();
        }
    }

    private async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var overdue = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, overdue.Token);
        var isComplete = false;
        try
        {
            isComplete = await writer.FlushAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (overdue.IsCancellationRequested)
        {
            Log.CommitTimedOut(logger, task, timeout);
        }
        catch (OperationCanceledException)
        {
            Log.CommitGivenUp(logger, task);
        }
        catch (Exception e)
        {
            Log.CommitFailed(logger, task, e);
        }

        times.Record(time.GetElapsedTime(started), isComplete);
        return isComplete;
    }
}
