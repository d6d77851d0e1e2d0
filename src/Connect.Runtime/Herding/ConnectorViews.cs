using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;
using Connect.Runtime.Storage;

namespace Connect.Runtime.Herding;

/// <summary>Shows what the stores hold in the form of the REST API.</summary>
/// <remarks>Safe for use from several threads.</remarks>
internal sealed class ConnectorViews(IConfigStore configs, IStatusStore statuses, PluginRegistry plugins, Func<OutageTraces> traces)
{
    /// <summary>The names of all connectors.</summary>
    public IReadOnlyList<string> Names => [.. configs.Snapshot.Connectors.Keys];

    /// <summary>The configuration of a connector, variables unresolved.</summary>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    public ConnectorConfig ConfigOf(string name) => configs.Snapshot.Connectors.GetValueOrDefault(name) ?? throw NotFound(name);

    /// <summary>Shows a connector.</summary>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    public ConnectorInfo InfoOf(string name)
    {
        var snapshot = configs.Snapshot;
        return snapshot.Connectors.TryGetValue(name, out var config)
            ? new ConnectorInfo(name, config.Properties, snapshot.TaskIdsOf(name), TypeOf(config.ConnectorClass))
            : throw NotFound(name);
    }

    /// <summary>Shows the tasks of a connector.</summary>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    public IReadOnlyList<TaskInfo> TasksOf(string name)
    {
        var snapshot = configs.Snapshot;
        return snapshot.Contains(name)
            ? [.. snapshot.TasksOf(name).Select((config, number) => new TaskInfo(new ConnectorTaskId(name, number), config))]
            : throw NotFound(name);
    }

    /// <summary>Shows what a connector and its tasks do.</summary>
    /// <exception cref="ConnectorNotFoundException">Nothing is known of it.</exception>
    public ConnectorStatus StatusOf(string name)
    {
        var connector = statuses.Get(name) ?? throw new ConnectorNotFoundException($"No status found for connector {name}");
        var tasks = statuses.GetTasks(name).Select(task => View(task.Key, task.Value));
        var type = TypeOf(configs.Snapshot.Connectors.GetValueOrDefault(name)?.ConnectorClass);
        var kept = new ConnectorStatus(name, connector.State, connector.WorkerId, connector.Trace, connector.Version, [.. tasks], type);
        return traces().AddTo(kept, configs.Snapshot.TaskIdsOf(name));
    }

    /// <summary>Shows what a task does.</summary>
    /// <exception cref="ConnectorNotFoundException">Nothing is known of it.</exception>
    public ConnectorTaskStatus StatusOf(ConnectorTaskId id) =>
        statuses.Get(id) is { } status ? traces().AddTo(View(id, status)) : throw new ConnectorNotFoundException($"No status found for task {id}");

    /// <summary>Which way the connectors of a class move records; unknown when the class is not known.</summary>
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

    /// <summary>The exception for a name that no connector has.</summary>
    public static ConnectorNotFoundException NotFound(string name) => new($"Connector {name} not found");

    private static ConnectorTaskStatus View(ConnectorTaskId id, StatusRecord<TaskState> status) =>
        new(id, status.State, status.WorkerId, status.Trace, status.Version);
}
