using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Connect.Runtime.Storage;

/// <summary>Stores statuses in memory: the store of a standalone worker.</summary>
internal sealed class MemoryStatusStore : IStatusStore
{
    private readonly ConcurrentDictionary<string, StatusRecord<ConnectorState>> _connectors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableSortedDictionary<int, StatusRecord<TaskState>>> _tasks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Connector, string Topic), TopicUse> _topics = new();
    private long _topicResets;

    /// <summary>The connectors of which something is known.</summary>
    public IReadOnlyCollection<string> Connectors =>
        new HashSet<string>([.. _connectors.Keys, .. _tasks.Keys, .. _topics.Keys.Select(use => use.Connector)], StringComparer.Ordinal);

    /// <inheritdoc/>
    public long TopicResets => Interlocked.Read(ref _topicResets);

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
            Change(task.Connector, tasks => tasks.Remove(task.Task));
        else
            Change(task.Connector, tasks => tasks.SetItem(task.Task, status));
    }

    /// <inheritdoc/>
    public void Put(TopicUse use) => _topics.TryAdd((use.Connector, use.Topic), use);

    /// <inheritdoc/>
    public StatusRecord<ConnectorState>? Get(string connector) => _connectors.GetValueOrDefault(connector);

    /// <inheritdoc/>
    public StatusRecord<TaskState>? Get(ConnectorTaskId task) => TasksOf(task.Connector).GetValueOrDefault(task.Task);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<ConnectorTaskId, StatusRecord<TaskState>>> GetTasks(string connector) =>
        [.. TasksOf(connector).Select(task => KeyValuePair.Create(new ConnectorTaskId(connector, task.Key), task.Value))];

    /// <inheritdoc/>
    public bool IsUsed(string connector, string topic) => _topics.ContainsKey((connector, topic));

    /// <inheritdoc/>
    public IReadOnlyList<string> GetTopics(string connector) =>
        [.. _topics.Keys.Where(use => use.Connector == connector).Select(use => use.Topic).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void RemoveTopics(string connector)
    {
        foreach (var use in _topics.Keys.Where(use => use.Connector == connector))
            RemoveTopic(use.Connector, use.Topic);
    }

    /// <summary>Removes the status of a connector and its tasks.</summary>
    public void RemoveStatuses(string connector)
    {
        _connectors.TryRemove(connector, out _);
        _tasks.TryRemove(connector, out _);
    }

    /// <summary>Forgets the use of one topic.</summary>
    public void RemoveTopic(string connector, string topic)
    {
        if (_topics.TryRemove((connector, topic), out _))
            Interlocked.Increment(ref _topicResets);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ImmutableSortedDictionary<int, StatusRecord<TaskState>> TasksOf(string connector) =>
        _tasks.GetValueOrDefault(connector, ImmutableSortedDictionary<int, StatusRecord<TaskState>>.Empty);

    private void Change(
        string connector,
        Func<ImmutableSortedDictionary<int, StatusRecord<TaskState>>, ImmutableSortedDictionary<int, StatusRecord<TaskState>>> change)
    {
        var changed =
            _tasks.AddOrUpdate(connector, _ => change(ImmutableSortedDictionary<int, StatusRecord<TaskState>>.Empty), (_, tasks) => change(tasks));
        if (changed.IsEmpty)
            _tasks.TryRemove(KeyValuePair.Create(connector, changed));
    }
}
