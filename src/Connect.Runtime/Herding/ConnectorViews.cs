using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;
using Connect.Runtime.Storage;

namespace Connect.Runtime.Herding;

/// <summary>Presents the content of the stores in the form of the REST API.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ConnectorViews(IConfigStore configs, IStatusStore statuses, PluginRegistry plugins, Func<OutageTraces> traces, string workerId)
{
    /// <summary>The names of all connectors.</summary>
    public IReadOnlyList<string> Names => [.. configs.Snapshot.Connectors.Keys];

    /// <summary>The configuration of a connector, with unresolved variables.</summary>
    /// <exception cref="ConnectorNotFoundException">There is no such connector.</exception>
    public ConnectorConfig ConfigOf(string name) => configs.Snapshot.Connectors.GetValueOrDefault(name) ?? throw NotFound(name);

    /// <summary>Shows a connector.</summary>
    /// <exception cref="ConnectorNotFoundException">There is no such connector.</exception>
    public ConnectorInfo InfoOf(string name)
    {
        var snapshot = configs.Snapshot;
        return snapshot.Connectors.TryGetValue(name, out var config)
            ? new ConnectorInfo(name, config.Properties, snapshot.TaskIdsOf(name), TypeOf(config.ConnectorClass))
            : throw NotFound(name);
    }

    /// <summary>Shows the tasks of a connector.</summary>
    /// <exception cref="ConnectorNotFoundException">There is no such connector.</exception>
    public IReadOnlyList<TaskInfo> TasksOf(string name)
    {
        var snapshot = configs.Snapshot;
        return snapshot.Contains(name)
            ? [.. snapshot.TasksOf(name).Select((config, number) => new TaskInfo(new ConnectorTaskId(name, number), config))]
            : throw NotFound(name);
    }

    /// <summary>Shows the status of a connector and its tasks.</summary>
    /// <exception cref="ConnectorNotFoundException">There is no status of it.</exception>
    public ConnectorStatus StatusOf(string name) =>
        FindStatus(name, traces()) ?? throw new ConnectorNotFoundException($"No status found for connector {name}");

    /// <summary>Shows the statuses of many connectors and their tasks; leaves out connectors without a status.</summary>
    public IReadOnlyList<ConnectorStatus> StatusesOf(IReadOnlyList<string> names)
    {
        // This looks at every client of the worker: once for the whole list.
        var current = traces();
        return [.. names.Select(name => FindStatus(name, current)).OfType<ConnectorStatus>()];
    }

    /// <summary>Shows the status of a task.</summary>
    /// <exception cref="ConnectorNotFoundException">There is no status of it.</exception>
    public ConnectorTaskStatus StatusOf(ConnectorTaskId id) =>
        statuses.Get(id) is { } status ? traces().AddTo(View(id, status)) : throw new ConnectorNotFoundException($"No status found for task {id}");

    /// <summary>Whether connectors of a class are sources or sinks; unknown if there is no such plugin.</summary>
    public ConnectorType TypeOf(string? className)
    {
        if (className is null)
            return ConnectorType.Unknown;
        try
        {
            return plugins.GetUnstartedConnector(className) is ISourceConnector ? ConnectorType.Source : ConnectorType.Sink;
        }
        catch (ConfigException)
        {
            return ConnectorType.Unknown;
        }
    }

    /// <summary>The exception for a connector that does not exist.</summary>
    public static ConnectorNotFoundException NotFound(string name) => new($"Connector {name} not found");

    private static ConnectorTaskStatus View(ConnectorTaskId id, StatusRecord<TaskState> status) =>
        new(id, status.State, status.WorkerId, status.Trace, status.Version);

    /// <summary>The status of a connector that has none yet because one of its calls does not return.</summary>
    private StatusRecord<ConnectorState>? StatusOfHanging(string name, OutageTraces current) =>
        configs.Snapshot.Contains(name) && current.OfConnector(name) is { } trace
            ? new StatusRecord<ConnectorState>(ConnectorState.Unassigned, trace, workerId, 0, null) : null;

    private ConnectorStatus? FindStatus(string name, OutageTraces current)
    {
        if ((statuses.Get(name) ?? StatusOfHanging(name, current)) is not { } connector)
            return null;
        var tasks = statuses.GetTasks(name).Select(task => View(task.Key, task.Value));
        var type = TypeOf(configs.Snapshot.Connectors.GetValueOrDefault(name)?.ConnectorClass);
        var kept = new ConnectorStatus(name, connector.State, connector.WorkerId, connector.Trace, connector.Version, [.. tasks], type);
        return current.AddTo(kept, configs.Snapshot.TaskIdsOf(name));
    }
}
