using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Workers;

/// <summary>Stores the states of this worker's connectors and tasks. Values from config providers are removed from traces.</summary>
internal sealed class StatusRecorder(IStatusStore statuses, string workerId, Func<int> generation, ResolvedSecrets secrets)
    : IConnectorStatusListener, ITaskStatusListener
{
    /// <inheritdoc/>
    public void OnConnectorState(string connector, ConnectorState state, string? trace, string? version) =>
        statuses.Put(connector, new StatusRecord<ConnectorState>(state, Redact(trace), workerId, generation(), version));

    /// <inheritdoc/>
    public void OnTaskState(ConnectorTaskId id, TaskState state, string? trace, string? version) =>
        statuses.Put(id, new StatusRecord<TaskState>(state, Redact(trace), workerId, generation(), version));

    private string? Redact(string? trace) => trace is null ? null : secrets.Redact(trace);
}
