using System.Globalization;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Herding;

/// <summary>Adds to statuses why running tasks make no progress: their clients cannot reach Kafka, or Kafka or the offset store do not accept their
/// data.</summary>
/// <remarks>The state stays unchanged, because the task continues automatically; only the trace is set, as long as the problem lasts. An existing
/// trace, of a failure, is kept. Kafka Connect has nothing similar.</remarks>
/// <param name="outages">The current outages of this worker's clients.</param>
/// <param name="troubles">Other problems that keep tasks from making progress.</param>
/// <param name="limits">Describes that a task waits for its rate limit; null without limits.</param>
internal sealed class OutageTraces(
    IReadOnlyList<BrokerOutage> outages, ILookup<ConnectorTaskId, string> troubles, Func<ConnectorTaskId, string?>? limits = null)
{
    /// <summary>Adds the trace to the status of a task.</summary>
    public ConnectorTaskStatus AddTo(ConnectorTaskStatus task) =>
        task.State is TaskState.Running or TaskState.Paused or TaskState.Unassigned && string.IsNullOrEmpty(task.Trace)
            && (TraceOf(task.Id) ?? LimitOf(task)) is { } trace
            ? task with { Trace = trace }
            : task;

    /// <summary>Adds traces to the status of a connector and its tasks, including tasks that have no status yet because they cannot start.</summary>
    /// <param name="connector">The stored status.</param>
    /// <param name="configured">The configured tasks of the connector.</param>
    public ConnectorStatus AddTo(ConnectorStatus connector, IReadOnlyList<ConnectorTaskId> configured)
    {
        if (outages.Count == 0 && troubles.Count == 0)
            return connector.Tasks.All(task => LimitOf(task) is null) ? connector : connector with { Tasks = [.. connector.Tasks.Select(AddTo)] };
        var silent = configured.Where(id => TraceOf(id) is not null && connector.Tasks.All(task => task.Id != id))
            .Select(id => new ConnectorTaskStatus(id, TaskState.Unassigned, connector.WorkerId, null, null));
        ConnectorTaskStatus[] tasks = [.. connector.Tasks.Concat(silent).OrderBy(task => task.Id.Task).Select(AddTo)];
        return connector with { Tasks = tasks, Trace = string.IsNullOrEmpty(connector.Trace) ? TraceOf(connector, tasks) : connector.Trace };
    }

    /// <summary>Describes that a call of a connector itself has not returned; null if there is none.</summary>
    public string? OfConnector(string connector) =>
        troubles[Tasks.StallWatch.OfConnector(connector)].ToArray() is { Length: > 0 } texts ? string.Join('\n', texts) : null;

    private string? LimitOf(ConnectorTaskStatus task) => task.State == TaskState.Running ? limits?.Invoke(task.Id) : null;

    private string? TraceOf(ConnectorTaskId id)
    {
        string[] mine = [.. OutagesOf(id).Select(outage => outage.Describe()), .. troubles[id]];
        return mine.Length == 0 ? null : string.Join('\n', mine);
    }

    private string? TraceOf(ConnectorStatus connector, ConnectorTaskStatus[] tasks)
    {
        if (OfConnector(connector.Name) is { } own)
            return own;
        if (connector.State is not (ConnectorState.Running or ConnectorState.Paused))
            return null;
        var waiting = tasks.Where(task => task.State != TaskState.Failed && TraceOf(task.Id) is not null)
            .Select(task => task.Id.Task.ToString(CultureInfo.InvariantCulture)).ToArray();
        if (waiting.Length == 0)
            return null;
        return tasks.Any(task => troubles.Contains(task.Id))
            ? $"{waiting.Length} of {tasks.Length} tasks ({string.Join(", ", waiting)}) make no progress. See the trace of each task."
            : $"Kafka cannot be reached by {waiting.Length} of {tasks.Length} tasks ({string.Join(", ", waiting)}), which wait for it. See the "
                + "trace of each task.";
    }

    private IEnumerable<BrokerOutage> OutagesOf(ConnectorTaskId id) =>
        outages.Where(outage => outage.Client.Use is { } use && use.Connector == id.Connector && use.Task == id.Task);
}
