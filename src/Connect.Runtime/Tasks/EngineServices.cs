using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;
using Connect.Runtime.Plugins;
using Connect.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tasks;

/// <summary>What every part of one worker shares.</summary>
/// <param name="Settings">The worker's configuration.</param>
/// <param name="Plugins">Its plugins.</param>
/// <param name="Variables">Resolves variables in configurations.</param>
/// <param name="Clients">Makes Kafka clients.</param>
/// <param name="Offsets">Keeps the offsets of sources.</param>
/// <param name="Statuses">Keeps statuses.</param>
/// <param name="Services">Constructs connectors and tasks.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">Makes loggers.</param>
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

    /// <summary>What configurations know of the plugins.</summary>
    public PluginClasses PluginClasses { get; } = new(Plugins);

    /// <summary>Where plugins run.</summary>
    public PluginThreads PluginThreads { get; } = new();

    /// <summary>What keeps tasks from their work although they run.</summary>
    public TaskTroubles Troubles { get; } = new();

    /// <summary>The stored offsets of a source connector.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="config">Its configuration, variables resolved.</param>
    public ConnectorOffsets OffsetsOf(string connector, IReadOnlyDictionary<string, string?> config) =>
        new(connector, Offsets.For(connector, config), Loggers.CreateLogger<ConnectorOffsets>());
}
