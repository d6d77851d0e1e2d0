using Connect.Runtime;
using Connect.Runtime.Herding;
using Connect.Runtime.Tasks;

namespace Connect.WorkerProgram;

/// <summary>Knows when the connectors of a worker have nothing left to do (<c>exit.when.finished</c>).</summary>
internal static class FinishedRun
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until each connector has finished or failed.</summary>
    /// <param name="connect">The worker.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Ends the wait.</param>
    /// <returns>The names of the connectors that have failed; null if the wait was ended.</returns>
    public static async Task<IReadOnlyList<string>?> WaitAsync(IKafkaConnect connect, TimeProvider time, CancellationToken stopping)
    {
        try
        {
            // A failure counts when it is seen twice: errors.restart.policy may be about to restart the connector or task.
            IReadOnlyList<string>? failed = null;
            while (true)
            {
                var before = failed;
                failed = await FindFailedAsync(connect, stopping);
                if (failed is not null && (failed.Count == 0 || before?.SequenceEqual(failed) == true))
                    return failed;
                await Task.Delay(Interval, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Whether a connector has failed; null while it has something to do.</summary>
    internal static bool? HasFailed(ConnectorStatus status)
    {
        if (status is { State: ConnectorState.Stopped, Trace: FinishedConnectors.Note })
            return false;
        var failed = status.Tasks.Count(task => task.State == TaskState.Failed);
        var finished = status.Tasks.Count(task => task.State == TaskState.Running && FinishedNote.Parse(task.Trace) is not null);
        var hasFailed = status.State == ConnectorState.Failed || (status.State == ConnectorState.Running && failed > 0);
        return hasFailed && failed + finished == status.Tasks.Count ? true : null;
    }

    /// <returns>Null while a connector has something to do, or if there is none.</returns>
    private static async Task<IReadOnlyList<string>?> FindFailedAsync(IKafkaConnect connect, CancellationToken cancellationToken)
    {
        var names = await connect.GetConnectorsAsync(cancellationToken);
        var failed = new List<string>();
        foreach (var name in names)
        {
            try
            {
                if (HasFailed(await connect.GetConnectorStatusAsync(name, cancellationToken)) is not { } hasFailed)
                    return null;
                if (hasFailed)
                    failed.Add(name);
            }
            catch (ConnectorNotFoundException)
            {
                // It has no status yet, or it was deleted just now.
                return null;
            }
        }

        return names.Count == 0 ? null : failed;
    }
}
