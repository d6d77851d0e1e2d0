using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding;

internal sealed partial class StandaloneHerder
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetConnectorsAsync(CancellationToken cancellationToken = default) => Task.FromResult(_views.Names);

    /// <inheritdoc/>
    public Task<ConnectorInfo> GetConnectorAsync(string name, CancellationToken cancellationToken = default) => Read(() => _views.InfoOf(name));

    /// <inheritdoc/>
    public Task<IReadOnlyList<TaskInfo>> GetTasksAsync(string name, CancellationToken cancellationToken = default) => Read(() => _views.TasksOf(name));

    /// <inheritdoc/>
    public Task<ConnectorStatus> GetConnectorStatusAsync(string name, CancellationToken cancellationToken = default) => Read(() => _views.StatusOf(name));

    /// <inheritdoc/>
    public Task<ConnectorTaskStatus> GetTaskStatusAsync(ConnectorTaskId id, CancellationToken cancellationToken = default) => Read(() => _views.StatusOf(id));

    /// <inheritdoc/>
    public async Task<ConnectorInfo> CreateConnectorAsync(
        string name, IReadOnlyDictionary<string, string?> config, TargetState? initialState = null, CancellationToken cancellationToken = default)
    {
        var asked = await ValidateAsync(name, config, cancellationToken).ConfigureAwait(false);
        var update = await _connectors.PutAsync(asked, initialState, mayReplace: false, basis: null, cancellationToken).ConfigureAwait(false);
        return update!.Connector;
    }

    /// <inheritdoc/>
    public async Task<ConnectorUpdate> PutConnectorConfigAsync(
        string name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default)
    {
        var asked = await ValidateAsync(name, config, cancellationToken).ConfigureAwait(false);
        return (await _connectors.PutAsync(asked, null, mayReplace: true, basis: null, cancellationToken).ConfigureAwait(false))!;
    }

    /// <inheritdoc/>
    public async Task<ConnectorInfo> PatchConnectorConfigAsync(
        string name, IReadOnlyDictionary<string, string?> patch, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var basis = _configs.Snapshot.Connectors.GetValueOrDefault(name) ?? throw ConnectorViews.NotFound(name);
            var asked = await ValidateAsync(name, Merge(basis, patch), cancellationToken).ConfigureAwait(false);

            // Somebody else may have changed it while it was validated: then their change is kept, and this one made to it.
            if (await _connectors.PutAsync(asked, null, mayReplace: true, basis, cancellationToken).ConfigureAwait(false) is { } update)
                return update.Connector;
        }
    }

    /// <inheritdoc/>
    public Task DeleteConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        _connectors.DeleteAsync(name, cancellationToken);

    /// <inheritdoc/>
    public Task PauseConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        _connectors.SetTargetAsync(name, TargetState.Paused, cancellationToken);

    /// <inheritdoc/>
    public Task ResumeConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        _connectors.SetTargetAsync(name, TargetState.Started, cancellationToken);

    /// <inheritdoc/>
    public Task StopConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        _connectors.StopAsync(name, cancellationToken);

    /// <inheritdoc/>
    public Task RestartConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        _connectors.RestartAsync(name, cancellationToken);

    /// <inheritdoc/>
    public Task<ConnectorStatus> RestartConnectorAndTasksAsync(RestartRequest request, CancellationToken cancellationToken = default) =>
        _connectors.RestartAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken = default) =>
        _connectors.RestartAsync(id, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConnectorOffset>> GetOffsetsAsync(string name, CancellationToken cancellationToken = default) =>
        await _offsets.GetAsync(ConfigOf(name), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<string> AlterOffsetsAsync(string name, IReadOnlyList<ConnectorOffset> offsets, CancellationToken cancellationToken = default)
    {
        if (offsets is not { Count: > 0 })
            throw new BadRequestException("Partitions / offsets need to be provided for an alter offsets request");
        return await _mailbox.RunAsync(() => _offsets.ChangeAsync(StoppedConfigOf(name), offsets, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<string> ResetOffsetsAsync(string name, CancellationToken cancellationToken = default) =>
        _mailbox.RunAsync(() => _offsets.ChangeAsync(StoppedConfigOf(name), null, cancellationToken), cancellationToken);

    private static OrderedDictionary<string, string?> Merge(ConnectorConfig basis, IReadOnlyDictionary<string, string?> patch)
    {
        var merged = new OrderedDictionary<string, string?>(basis.Properties, StringComparer.Ordinal);
        foreach (var (key, value) in patch)
        {
            if (value is null)
                merged.Remove(key);
            else
                merged[key] = value;
        }

        return merged;
    }

    private static Task<T> Read<T>(Func<T> view)
    {
        try
        {
            return Task.FromResult(view());
        }
        catch (ConnectException e)
        {
            return Task.FromException<T>(e);
        }
    }

    private ConnectorConfig ConfigOf(string name) => _configs.Snapshot.Connectors.GetValueOrDefault(name) ?? throw ConnectorViews.NotFound(name);

    private ConnectorConfig StoppedConfigOf(string name)
    {
        var config = ConfigOf(name);
        var snapshot = _configs.Snapshot;
        return snapshot.TargetStateOf(name) == TargetState.Stopped && snapshot.TasksOf(name).IsEmpty
            ? config
            : throw new BadRequestException(
                "Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by issuing a 'PUT' request to the "
                + $"'/connectors/{name}/stop' endpoint");
    }

    private async Task<ConnectorConfig> ValidateAsync(string name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var asked = new ConnectorConfig(name, config);
        var found = await _plugins.ValidateConnectorConfigAsync(asked.Properties, cancellationToken).ConfigureAwait(false);
        if (found.ErrorCount == 0)
        {
            foreach (var (key, remedy) in UnknownKeys.Find(asked.Properties, found))
                Log.UnknownKey(_logger, name, key, remedy);
            return asked;
        }

        var errors = found.Configs.SelectMany(entry => entry.Value.Errors).Select(error => "\n" + error);
        throw new BadRequestException(
            $"Connector configuration is invalid and contains the following {found.ErrorCount} error(s):{string.Concat(errors)}"
            + "\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`");
    }
}
