using System.Globalization;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Herding;

/// <summary>Lays over statuses what keeps tasks from moving although they run: that their clients cannot reach Kafka, or that Kafka or the offset store do not take what they have.</summary>
/// <remarks>The state stays what it is, because the task goes on by itself; the trace says why nothing moves, as long as that lasts. Kafka Connect shows nothing.
/// A trace that is there already, of a failure, stays.</remarks>
/// <param name="outages">The outages of this worker's clients at the moment.</param>
/// <param name="troubles">What else keeps tasks from their work.</param>
internal sealed class OutageTraces(IReadOnlyList<BrokerOutage> outages, ILookup<ConnectorTaskId, string> troubles)
{
    /// <summary>Adds to the status of a task.</summary>
    public ConnectorTaskStatus AddTo(ConnectorTaskStatus task) =>
        task.State is TaskState.Running or TaskState.Paused or TaskState.Unassigned && string.IsNullOrEmpty(task.Trace) && TraceOf(task.Id) is { } trace
            ? task with { Trace = trace }
            : task;

    /// <summary>Adds to the status of a connector and of its tasks, those too that have not said anything yet because they cannot start.</summary>
    /// <param name="connector">The status as it is kept.</param>
    /// <param name="configured">The tasks that the connector is to have.</param>
    public ConnectorStatus AddTo(ConnectorStatus connector, IReadOnlyList<ConnectorTaskId> configured)
    {
        if (outages.Count == 0 && troubles.Count == 0)
            return connector;
        var silent = configured.Where(id => TraceOf(id) is not null && connector.Tasks.All(task => task.Id != id))
            .Select(id => new ConnectorTaskStatus(id, TaskState.Unassigned, connector.WorkerId, null, null));
        ConnectorTaskStatus[] tasks = [.. connector.Tasks.Concat(silent).OrderBy(task => task.Id.Task).Select(AddTo)];
        return connector with { Tasks = tasks, Trace = string.IsNullOrEmpty(connector.Trace) ? TraceOf(connector, tasks) : connector.Trace };
    }

    private string? TraceOf(ConnectorTaskId id)
    {
        string[] mine = [.. OutagesOf(id).Select(outage => outage.Describe()), .. troubles[id]];
        return mine.Length == 0 ? null : string.Join('\n', mine);
    }

    private string? TraceOf(ConnectorStatus connector, ConnectorTaskStatus[] tasks)
    {
        if (connector.State is not (ConnectorState.Running or ConnectorState.Paused))
            return null;
        var waiting = tasks.Where(task => task.State != TaskState.Failed && TraceOf(task.Id) is not null).Select(task => task.Id.Task.ToString(CultureInfo.InvariantCulture)).ToArray();
        if (waiting.Length == 0)
            return null;
        return tasks.Any(task => troubles.Contains(task.Id))
            ? $"{waiting.Length} of {tasks.Length} tasks ({string.Join(", ", waiting)}) run but do not get on; the trace of a task says why."
            : $"Kafka cannot be reached by {waiting.Length} of {tasks.Length} tasks ({string.Join(", ", waiting)}), which wait until it can; the trace of a task says more.";
    }

    private IEnumerable<BrokerOutage> OutagesOf(ConnectorTaskId id) => outages.Where(outage => outage.Client.Use is { } use && use.Connector == id.Connector && use.Task == id.Task);
}
