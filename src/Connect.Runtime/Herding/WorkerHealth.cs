using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Connect.Runtime.Herding;

/// <summary>Checks whether a worker is alive and ready, for health checks and for the REST API's <c>/health</c>.</summary>
/// <remarks>Thread-safe.</remarks>
internal static class WorkerHealth
{
    /// <summary>How long the herder's loop may take to respond.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Whether the worker is alive: it is starting, or the herder's loop responds. If not, restart the process.</summary>
    /// <param name="connect">The worker.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<HealthCheckResult> CheckLiveAsync(IKafkaConnect connect, CancellationToken cancellationToken)
    {
        if (!connect.IsReady)
            return HealthCheckResult.Healthy("The worker is starting or stopping.");
        try
        {
            await connect.PingAsync(cancellationToken).WaitAsync(Timeout, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy("The worker answers.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"The worker has not answered within {Timeout.TotalSeconds:0} s.", e);
        }
    }

    /// <summary>Whether the worker is ready: it has started, its clients reach Kafka and its connectors have started. Degraded if a connector or task
    /// of this worker has failed or is stalled.</summary>
    /// <param name="connect">The worker.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<HealthCheckResult> CheckReadyAsync(IKafkaConnect connect, CancellationToken cancellationToken)
    {
        if (!connect.IsReady)
            return HealthCheckResult.Unhealthy((connect as IWorkerFacts)?.Unreachable ?? "The worker is starting or stopping.");
        if (await CheckLiveAsync(connect, cancellationToken).ConfigureAwait(false) is { Status: HealthStatus.Unhealthy } dead)
            return dead;
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        var (failed, starting) = (new List<string>(), new List<string>());
        foreach (var name in await connect.GetConnectorsAsync(cancellationToken).ConfigureAwait(false))
        {
            data[name] = await DescribeAsync(connect, name, failed, starting, cancellationToken).ConfigureAwait(false);
        }

        var facts = connect as IWorkerFacts;
        if (facts?.Unreachable is { } unreachable)
            return HealthCheckResult.Unhealthy(unreachable, null, data);
        if (starting.Count > 0)
            return HealthCheckResult.Unhealthy($"Not started yet: {string.Join(", ", starting)}.", null, data);
        var stalled = facts?.Stalled ?? [];
        if (failed.Count == 0 && stalled.Count == 0)
            return HealthCheckResult.Healthy("The worker and its connectors run.", data);
        string[] texts =
        [
            .. failed.Count == 0 ? Array.Empty<string>() : [$"Failed: {string.Join(", ", failed)}."],
            .. stalled.Count == 0 ? Array.Empty<string>() : [$"Stalled: {string.Join(", ", stalled.Select(NameOf))}."],
        ];
        return HealthCheckResult.Degraded(string.Join(' ', texts) + " See the status of each.", null, data);
    }

    private static string NameOf(ConnectorTaskId stalled) => stalled.Task == TaskStall.Connector ? stalled.Connector : stalled.ToString();

    private static async Task<string> DescribeAsync(
        IKafkaConnect connect, string name, List<string> failed, List<string> starting, CancellationToken cancellationToken)
    {
        ConnectorStatus status;
        try
        {
            status = await connect.GetConnectorStatusAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorNotFoundException)
        {
            // Deleted in the meantime, or not started yet.
            starting.Add(name);
            return "UNASSIGNED";
        }

        // Its start does not return.
        if (status.State == ConnectorState.Unassigned && !string.IsNullOrEmpty(status.Trace))
            starting.Add(name);

        // Other workers of a cluster report their own connectors and tasks.
        if (status.WorkerId == connect.WorkerId && status.State is ConnectorState.Failed or ConnectorState.Restarting)
            failed.Add(name);
        failed.AddRange(
            status.Tasks.Where(task => task.WorkerId == connect.WorkerId && task.State is TaskState.Failed or TaskState.Restarting)
                .Select(task => task.Id.ToString()));
        var states = status.Tasks.GroupBy(task => task.State).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key.ToString().ToUpperInvariant()}");
        return status.Tasks.Count == 0
            ? status.State.ToString().ToUpperInvariant() : $"{status.State.ToString().ToUpperInvariant()}, tasks: {string.Join(", ", states)}";
    }
}
