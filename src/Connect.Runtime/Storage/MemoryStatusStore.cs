using System.Collections.Concurrent;

namespace Connect.Runtime.Storage;

/// <summary>Keeps statuses as long as the process lives: the store of a standalone worker.</summary>
internal sealed class MemoryStatusStore : IStatusStore
{
    private readonly ConcurrentDictionary<string, StatusRecord<ConnectorState>> _connectors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ConnectorTaskId, StatusRecord<TaskState>> _tasks = new();
    private readonly ConcurrentDictionary<(string Connector, string Topic), TopicUse> _topics = new();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Put(string connector, StatusRecord<ConnectorState> status)
    {
        if (status.State == ConnectorState.Destroyed)
            _connectors.TryRemove(connector, out _);
        else
            _connectors[connector] = status;
    }

    /// <inheritdoc/>
    public void Put(ConnectorTaskId task, StatusRecord<TaskState> status)
    {
        if (status.State == TaskState.Destroyed)
            _tasks.TryRemove(task, out _);
        else
            _tasks[task] = status;
    }

    /// <inheritdoc/>
    public void Put(TopicUse use) => _topics.TryAdd((use.Connector, use.Topic), use);

    /// <inheritdoc/>
    public StatusRecord<ConnectorState>? Get(string connector) => _connectors.GetValueOrDefault(connector);

    /// <inheritdoc/>
    public StatusRecord<TaskState>? Get(ConnectorTaskId task) => _tasks.GetValueOrDefault(task);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<ConnectorTaskId, StatusRecord<TaskState>>> GetTasks(string connector) =>
        [.. _tasks.Where(entry => entry.Key.Connector == connector).OrderBy(entry => entry.Key.Task)];

    /// <inheritdoc/>
    public bool IsUsed(string connector, string topic) => _topics.ContainsKey((connector, topic));

    /// <inheritdoc/>
    public IReadOnlyList<string> GetTopics(string connector) =>
        [.. _topics.Keys.Where(use => use.Connector == connector).Select(use => use.Topic).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void RemoveTopics(string connector)
    {
        foreach (var use in _topics.Keys.Where(use => use.Connector == connector))
            _topics.TryRemove(use, out _);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
