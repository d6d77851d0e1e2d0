using Connect.Connectors;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <content>What the loop waits for: a poll, the rate limit, the end of the run.</content>
internal sealed partial class WorkerSourceTask
{
    /// <summary>Finishes a task that has no more records: waits until all records are acknowledged and their offsets stored, then until the task is
    /// stopped.</summary>
    private async ValueTask FinishRunAsync()
    {
        if (!_isFinished && !await _parts.Delivery.TryCompleteAsync().ConfigureAwait(false))
        {
            await _control.DelayAsync(_time, FirstBackoff).ConfigureAwait(false);
            await _parts.Threads.EnterAsync();
            return;
        }

        await _parts.Threads.EnterAsync();
        if (_parts.Delivery.TakeCommit())
            await NotifyCommitAsync().ConfigureAwait(false);
        if (!_isFinished)
        {
            _isFinished = true;
            var note = FinishedNote.OfSource(_parts.Generation);
            _control.ReportFinished(note);
            Log.Finished(_logger, _parts.Id, note);
        }

        await _control.WaitForChangeAsync().ConfigureAwait(false);
        await _parts.Threads.EnterAsync();
    }

    /// <summary>Waits for the rate limit, or until the first change.</summary>
    private async ValueTask WaitForPaceAsync(TimeSpan wait)
    {
        var waiting = _control.DelayAsync(_time, wait);
        await _parts.Delivery.WhilePollingAsync(waiting).ConfigureAwait(false);
        await waiting.ConfigureAwait(false);
        await _parts.Threads.EnterAsync();
    }

    /// <summary>Waits for a poll, and lets the delivery do what is due meanwhile.</summary>
    private async Task<IReadOnlyList<SourceRecord>> WaitForPollAsync(Task<IReadOnlyList<SourceRecord>> polling)
    {
        try
        {
            await _parts.Delivery.WhilePollingAsync(polling).ConfigureAwait(false);
        }
        catch
        {
            // The task fails. Its poll ends first: nothing of the connector's runs beside its stop.
            _control.Interrupt();
            await ((Task)polling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await polling.ConfigureAwait(false);
    }
}
