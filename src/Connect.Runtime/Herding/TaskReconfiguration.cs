using Connect.Connectors;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>Asks the connectors of this worker for their task configurations, and sends them to the leader.</summary>
/// <remarks>Thread-safe. A connector's answers reach the leader in order.</remarks>
internal sealed partial class TaskReconfiguration(Worker worker, ILeader leader, ILogger<TaskReconfiguration> logger)
{
    /// <summary>Asks a connector, and waits until the leader has stored its tasks. Does nothing if the connector does not run.</summary>
    /// <param name="name">The connector.</param>
    /// <exception cref="Exception">The connector threw an exception; it is FAILED.</exception>
    public Task UpdateAsync(string name) =>
        worker.FindRunning(name) is { } connector ? connector.UpdateTasksAsync(() => UpdateAsync(connector)) : Task.CompletedTask;

    /// <summary>Asks in the background: a failure appears in the connector's status and in the log.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="ready">Awaited first; null for nothing.</param>
    public async Task UpdateInBackgroundAsync(string name, Task? ready = null)
    {
        try
        {
            await (ready ?? Task.CompletedTask).ConfigureAwait(false);
            await UpdateAsync(name).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The worker shuts down.
        }
        catch (Exception e)
        {
            Log.NotUpdated(logger, name, e);
        }
    }

    private async Task UpdateAsync(WorkerConnector connector)
    {
        IReadOnlyList<TaskConfig> tasks;
        try
        {
            tasks = await connector.GetTaskConfigsAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (worker.FindRunning(connector.Name) == connector)
                connector.Fail(e);
            throw;
        }

        if (worker.FindRunning(connector.Name) == connector)
            await leader.PutTaskConfigsAsync(connector.Plan.Config, tasks, CancellationToken.None).ConfigureAwait(false);
    }
}
