using Connect.Connectors;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Storage;

/// <summary>Stores configurations in memory: the store of a standalone worker.</summary>
internal sealed class MemoryConfigStore : IConfigStore
{
    private long _generation;
    private volatile ConfigSnapshot _snapshot = ConfigSnapshot.Empty;

    /// <inheritdoc/>
    public ConfigSnapshot Snapshot => _snapshot;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PutConnectorAsync(ConnectorConfig config, TargetState? target, CancellationToken cancellationToken)
    {
        var before = _snapshot;
        _snapshot = before with
        {
            Connectors = before.Connectors.SetItem(config.Name, config),
            TargetStates = target is { } state ? before.TargetStates.SetItem(config.Name, state) : before.TargetStates,
        };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveConnectorAsync(string connector, CancellationToken cancellationToken)
    {
        var before = _snapshot;
        _snapshot = before with
        {
            Connectors = before.Connectors.Remove(connector),
            TargetStates = before.TargetStates.Remove(connector),
            Tasks = before.Tasks.Remove(connector),
            Applied = before.Applied.Remove(connector),
            Generations = before.Generations.Remove(connector),
        };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PutTasksAsync(string connector, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken)
    {
        var before = _snapshot;
        _snapshot = before with
        {
            Tasks = before.Tasks.SetItem(connector, [.. tasks]),
            Applied = before.Applied.SetItem(connector, before.Connectors[connector]),
            Generations = before.Generations.SetItem(connector, ++_generation),
        };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PutTargetStateAsync(string connector, TargetState target, CancellationToken cancellationToken)
    {
        _snapshot = _snapshot with { TargetStates = _snapshot.TargetStates.SetItem(connector, target) };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
