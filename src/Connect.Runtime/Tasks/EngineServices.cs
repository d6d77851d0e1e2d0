using Connect.Runtime.Configuration;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Offsets;
using Connect.Runtime.Plugins;
using Connect.Runtime.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tasks;

/// <summary>The services that all parts of one worker share.</summary>
/// <param name="Settings">The worker's configuration.</param>
/// <param name="Plugins">Its plugins.</param>
/// <param name="Variables">Resolves variables in configurations.</param>
/// <param name="Clients">Creates Kafka clients.</param>
/// <param name="Offsets">Stores source offsets.</param>
/// <param name="Statuses">Stores statuses.</param>
/// <param name="Services">Creates connectors and tasks.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">Creates loggers.</param>
internal sealed record EngineServices(
    WorkerSettings Settings,
    PluginRegistry Plugins,
    ConfigTransformer Variables,
    IKafkaClients Clients,
    IOffsetStores Offsets,
    IStatusStore Statuses,
    IServiceProvider Services,
    TimeProvider Time,
    ILoggerFactory Loggers)
{
    /// <summary>Lays out client configurations.</summary>
    public ClientConfigs ClientConfigs { get; } = new(Settings.Properties);

    /// <summary>Resolves plugin class names in configurations.</summary>
    public PluginClasses PluginClasses { get; } = new(Plugins);

    /// <summary>Whether the worker may continue with its work.</summary>
    public ILease Lease { get; init; } = AlwaysHeld.Instance;

    /// <summary>What it takes to run sources exactly once; null for a worker that runs them at least once.</summary>
    public ExactlyOnceSources? ExactlyOnce { get; init; }

    /// <summary>Where plugins run.</summary>
    public PluginThreads PluginThreads { get; } = new();

    /// <summary>Looks for calls that do not return.</summary>
    public StallWatch Stalls { get; } = new(
        new TaskTroubles(Time), () => Clients.Outages, Settings.TaskStallTimeout, Time, Loggers.CreateLogger<StallWatch>());

    /// <summary>The problems that keep running tasks from their work.</summary>
    public TaskTroubles Troubles => Stalls.Troubles;

    /// <summary>The rate limits of the worker's connectors.</summary>
    public RateLimits Rates { get; } = new(Time);

    /// <summary>The instruments of the meter.</summary>
    public ConnectMetrics Metrics { get; } = Services.GetService<ConnectMetrics>() ?? new ConnectMetrics(null);

    /// <summary>Creates the metrics of a task. Dispose them with the task, and immediately when it is abandoned.</summary>
    /// <param name="task">The task.</param>
    public TaskMeasures MeasuresOf(ConnectorTaskId task) => new(Metrics, task, Settings.WorkerId);

    /// <summary>Creates the pace of a task. Dispose it with the task.</summary>
    /// <param name="launch">The task.</param>
    /// <param name="control">The task's control.</param>
    /// <param name="measures">The task's metrics.</param>
    /// <returns>Null without a rate limit.</returns>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public TaskPace? PaceOf(TaskLaunch launch, TaskControl control, TaskMeasures measures)
    {
        if (Rates.Join(launch, Settings.Properties) is not { } pace)
            return null;
        control.WhenCancelled(pace.Dispose);
        measures.Observe(Instruments.ThrottleTime, () => pace.Waited.TotalSeconds);
        return pace;
    }

    /// <summary>The stored offsets of a source connector.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="config">Its configuration, with variables resolved.</param>
    public ConnectorOffsets OffsetsOf(string connector, IReadOnlyDictionary<string, string?> config) =>
        new(connector, Offsets.For(connector, config), Loggers.CreateLogger<ConnectorOffsets>());
}
