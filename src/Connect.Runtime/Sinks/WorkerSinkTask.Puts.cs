using Connect.Connectors;
using Connect.Runtime.Diagnostics.Traces;

namespace Connect.Runtime.Sinks;

/// <summary>Puts records, retries failed puts, and finds the records that the sink refuses.</summary>
internal sealed partial class WorkerSinkTask
{
    /// <summary>Puts records. While it is uncertain that the worker is a member of its cluster, another worker may run this task: then the records
    /// are kept and the partitions held back.</summary>
    private async ValueTask PutAsync(SinkRecord[] records)
    {
        control.IsAtRest = !control.Lease.IsHeld;
        if (control.IsAtRest)
        {
            if (records.Length > 0)
                _refused.Keep(records, DoubtCheck);
            return;
        }

        var started = time.GetTimestamp();
        using var span = _trace.StartStep("put", records.Length);
        try
        {
            await parts.Task.PutAsync(records, control.Cancelled).ConfigureAwait(false);
            parts.Audit.Out(records);
        }
        catch (ConnectException e) when (e.IsTransient)
        {
            span.Fail(e);
            Keep(records, e);
            return;
        }
        catch (OperationCanceledException) when (control.IsCancelled)
        {
            throw;
        }
        catch (Exception e) when (parts.IsolatesPuts && records.Length > 0)
        {
            span.Fail(e);
            if (!await IsolateAsync(records, e).ConfigureAwait(false))
                return;
        }
        catch (Exception e)
        {
            span.Fail(e);
            throw PutFailure.Of(parts.Id, records, e);
        }

        ThrowIfFailed();

        // From here on the records count as taken. If the process dies before the commit, they are delivered again.
        parts.Tracker.TakeAll();
        if (records.Length > 0)
            stats.RecordPut(records.Length, time.GetElapsedTime(started));
        stats.RecordAssignment(parts.Tracker.Assignment.Count, parts.Tracker.Active);
        _refused.Clear();
        _refusals.Clear();
    }

    /// <summary>Keeps records for another attempt.</summary>
    private void Keep(SinkRecord[] records, ConnectException e)
    {
        _refused.Keep(records, parts.Context.RetryBackoff);
        parts.Context.RetryBackoff = null;
        Log.PutDelayed(logger, parts.Id, records.Length, _refused.Delay, e);
        _refusals.Add(
            "PutAsync asks for a retry",
            e,
            $"{records.Length} records wait and all partitions of the task are paused; the records are not committed, so nothing is lost. The "
                + "task continues automatically. Check the system it writes to.");
    }

    /// <summary>Repeats a permanently failed put in halves to find the records that the sink refuses, and reports only those.</summary>
    /// <returns>False if the sink requests a retry of the remaining records.</returns>
    private async ValueTask<bool> IsolateAsync(SinkRecord[] records, Exception cause)
    {
        Log.PutIsolated(logger, parts.Id, records.Length, cause);
        var isolation = new PutIsolation(
            async some =>
            {
                await parts.Task.PutAsync(some, control.Cancelled).ConfigureAwait(false);
                parts.Audit.Out(some);
            });
        (SinkRecord[] Records, ConnectException Cause)? left;
        try
        {
            left = await isolation.RunAsync(records, cause).ConfigureAwait(false);
        }
        catch (Exception e) when (!control.IsCancelled)
        {
            throw PutFailure.Of(parts.Id, records, e);
        }

        foreach (var (record, reason) in isolation.Bad)
            await ReportAsync(record, reason).ConfigureAwait(false);
        if (left is null)
            return true;
        Keep(left.Value.Records, left.Value.Cause);
        return false;
    }

    /// <summary>Skips a record that the sink refuses, if the error tolerance allows it.</summary>
    private async ValueTask ReportAsync(SinkRecord record, Exception cause)
    {
        if (parts.Errants is not { Tolerates: true } errants)
            throw PutFailure.Of(parts.Id, [record], cause);
        _ = errants.ReportAsync(record, cause);
        parts.Audit.Reported(record);
        await parts.Reports.WaitForRoomAsync(control.Cancelled).ConfigureAwait(false);
    }
}
