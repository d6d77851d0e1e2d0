using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>The herder that code in a cluster worker's own process uses: it sends calls that only another worker can execute to that
/// worker.</summary>
/// <remarks>
/// <para>The calls are signed, like all requests between workers (KIP-507), so the application needs no credentials for the REST API of its replicas.
/// REST requests never use this class: they are forwarded with the client's credentials.</para>
/// <para>Thread-safe.</para>
/// </remarks>
/// <param name="here">The herder of this process; not owned by this object.</param>
internal sealed class ForwardingHerder(DistributedHerder here) : IHerder
{
    /// <inheritdoc/>
    public bool IsReady => here.IsReady;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => here.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => here.PingAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<bool?> PutConnectorAsync(
        ConnectorConfig config, TargetState? target, bool mayReplace, ConnectorConfig? basis, CancellationToken cancellationToken)
    {
        var call = new HerderCall
        {
            Operation = HerderOperation.PutConnector,
            Connector = config.Name,
            Config = config.Properties,
            Target = target,
            MayReplace = mayReplace,
            Basis = basis?.Properties,
        };
        return (await here.CallAsync(call, cancellationToken).ConfigureAwait(false)).IsNew;
    }

    /// <inheritdoc/>
    public Task DeleteConnectorAsync(string name, CancellationToken cancellationToken) =>
        CallAsync(HerderOperation.DeleteConnector, name, cancellationToken);

    /// <inheritdoc/>
    public Task SetTargetStateAsync(string name, TargetState target, CancellationToken cancellationToken) =>
        here.SetTargetStateAsync(name, target, cancellationToken);

    /// <inheritdoc/>
    public Task StopConnectorAsync(string name, CancellationToken cancellationToken) =>
        CallAsync(HerderOperation.StopConnector, name, cancellationToken);

    /// <inheritdoc/>
    public Task RestartConnectorAsync(string name, CancellationToken cancellationToken) =>
        CallAsync(HerderOperation.RestartConnector, name, cancellationToken);

    /// <inheritdoc/>
    public Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken) =>
        here.CallAsync(new HerderCall { Operation = HerderOperation.RestartTask, Connector = id.Connector, Task = id.Task }, cancellationToken);

    /// <inheritdoc/>
    public async Task<ConnectorStatus> RestartAsync(RestartRequest request, CancellationToken cancellationToken)
    {
        var call = new HerderCall
        {
            Operation = HerderOperation.Restart,
            Connector = request.ConnectorName,
            OnlyFailed = request.OnlyFailed,
            IncludeTasks = request.IncludeTasks,
        };
        return (await here.CallAsync(call, cancellationToken).ConfigureAwait(false)).Status!;
    }

    /// <inheritdoc/>
    public async Task<string> ChangeOffsetsAsync(string name, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken)
    {
        var call = new HerderCall { Operation = HerderOperation.ChangeOffsets, Connector = name, Offsets = offsets };
        return (await here.CallAsync(call, cancellationToken).ConfigureAwait(false)).Message!;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<HerderAnswer> CallAsync(HerderOperation operation, string name, CancellationToken cancellationToken) =>
        here.CallAsync(new HerderCall { Operation = operation, Connector = name }, cancellationToken);
}
