using Connect.Runtime.Offsets;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Stores the committable offsets of one source task: every interval, on a flow of its own, so that a poll that waits does not hold them up.</summary>
/// <param name="task">The task.</param>
/// <param name="tracker">Knows which offsets may be stored.</param>
/// <param name="writer">Writes them; nothing any more once the task was given up.</param>
/// <param name="settings">When.</param>
/// <param name="failures">Told when they cannot be stored.</param>
/// <param name="times">Counts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Takes the log.</param>
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
    private Task _flow = Task.CompletedTask;
    private int _notices;

    /// <summary>Begins to commit every interval.</summary>
    /// <param name="committed">Called after each commit, also when there was nothing to commit.</param>
    public void Start(Action committed) => _flow = CommitRepeatedlyAsync(committed);

    /// <summary>Whether a commit has succeeded since the last call.</summary>
    public bool TakeNotice() => Interlocked.Exchange(ref _notices, 0) > 0;

    /// <summary>Commits now.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>True when every committable offset is safely stored. What is not stays for the next commit; it was logged, and the task's status shows it.</returns>
    /// <exception cref="OperationCanceledException">It was given up before it began.</exception>
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

    /// <summary>Ends the commits for good, without waiting, and shows nothing any more: the task was given up.</summary>
    public void Abandon()
    {
        failures.Close();
        _ = _ended.CancelAsync();
    }

    /// <summary>Ends the commits at intervals, and waits until none is under way.</summary>
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

        times.Record(time.GetElapsedTime(started), isComplete);
        return isComplete;
    }
}
