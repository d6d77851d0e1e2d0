using Connect.Runtime.Configuration;
using Connect.Runtime.Herding;

namespace Connect.Runtime.Hosting;

/// <summary>The herder of a worker as the application's services get it: they may be constructed before the worker starts, and only have to wait with their calls.</summary>
/// <remarks>Before the start every call fails with an <see cref="InvalidOperationException"/>; <see cref="IsReady"/> tells.</remarks>
internal sealed class HostedHerder(ConnectWorkerService worker) : IHerder
{
    public bool IsReady => worker.IsStarted && worker.Herder.IsReady;

    public string WorkerId => worker.Herder.WorkerId;

    public bool IsTopicTrackingEnabled => worker.Herder.IsTopicTrackingEnabled;

    public bool IsTopicTrackingResetAllowed => worker.Herder.IsTopicTrackingResetAllowed;

    public Task<string?> GetKafkaClusterIdAsync(CancellationToken cancellationToken) => worker.Herder.GetKafkaClusterIdAsync(cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => worker.Herder.PingAsync(cancellationToken);

    public Task<IReadOnlyList<string>> GetConnectorsAsync(CancellationToken cancellationToken) => worker.Herder.GetConnectorsAsync(cancellationToken);

    public Task<ConnectorInfo> GetConnectorAsync(string name, CancellationToken cancellationToken) => worker.Herder.GetConnectorAsync(name, cancellationToken);

    public Task<IReadOnlyList<TaskInfo>> GetTasksAsync(string name, CancellationToken cancellationToken) => worker.Herder.GetTasksAsync(name, cancellationToken);

    public Task<ConnectorInfo> CreateConnectorAsync(string name, IReadOnlyDictionary<string, string?> config, TargetState? initialState, CancellationToken cancellationToken) =>
        worker.Herder.CreateConnectorAsync(name, config, initialState, cancellationToken);

    public Task<ConnectorUpdate> PutConnectorConfigAsync(string name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        worker.Herder.PutConnectorConfigAsync(name, config, cancellationToken);

    public Task<ConnectorInfo> PatchConnectorConfigAsync(string name, IReadOnlyDictionary<string, string?> patch, CancellationToken cancellationToken) =>
        worker.Herder.PatchConnectorConfigAsync(name, patch, cancellationToken);

    public Task DeleteConnectorAsync(string name, CancellationToken cancellationToken) => worker.Herder.DeleteConnectorAsync(name, cancellationToken);

    public Task PauseConnectorAsync(string name, CancellationToken cancellationToken) => worker.Herder.PauseConnectorAsync(name, cancellationToken);

    public Task ResumeConnectorAsync(string name, CancellationToken cancellationToken) => worker.Herder.ResumeConnectorAsync(name, cancellationToken);

    public Task StopConnectorAsync(string name, CancellationToken cancellationToken) => worker.Herder.StopConnectorAsync(name, cancellationToken);

    public Task RestartConnectorAsync(string name, CancellationToken cancellationToken) => worker.Herder.RestartConnectorAsync(name, cancellationToken);

    public Task<ConnectorStatus> RestartConnectorAndTasksAsync(RestartRequest request, CancellationToken cancellationToken) =>
        worker.Herder.RestartConnectorAndTasksAsync(request, cancellationToken);

    public Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken) => worker.Herder.RestartTaskAsync(id, cancellationToken);

    public Task<ConnectorStatus> GetConnectorStatusAsync(string name, CancellationToken cancellationToken) => worker.Herder.GetConnectorStatusAsync(name, cancellationToken);

    public Task<ConnectorTaskStatus> GetTaskStatusAsync(ConnectorTaskId id, CancellationToken cancellationToken) => worker.Herder.GetTaskStatusAsync(id, cancellationToken);

    public Task<IReadOnlyList<ConnectorOffset>> GetOffsetsAsync(string name, CancellationToken cancellationToken) => worker.Herder.GetOffsetsAsync(name, cancellationToken);

    public Task<string> AlterOffsetsAsync(string name, IReadOnlyList<ConnectorOffset> offsets, CancellationToken cancellationToken) =>
        worker.Herder.AlterOffsetsAsync(name, offsets, cancellationToken);

    public Task<string> ResetOffsetsAsync(string name, CancellationToken cancellationToken) => worker.Herder.ResetOffsetsAsync(name, cancellationToken);

    public Task<IReadOnlyList<string>> GetActiveTopicsAsync(string name, CancellationToken cancellationToken) => worker.Herder.GetActiveTopicsAsync(name, cancellationToken);

    public Task ResetActiveTopicsAsync(string name, CancellationToken cancellationToken) => worker.Herder.ResetActiveTopicsAsync(name, cancellationToken);

    public IReadOnlyList<PluginInfo> GetPlugins(bool connectorsOnly) => worker.Herder.GetPlugins(connectorsOnly);

    public IReadOnlyList<ConfigKeyInfo> GetPluginConfig(string className) => worker.Herder.GetPluginConfig(className);

    public Task<ConfigInfos> ValidateConnectorConfigAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        worker.Herder.ValidateConnectorConfigAsync(config, cancellationToken);
}
