using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>The parts of a worker that are common to all modes.</summary>
/// <param name="WorkerId">The worker's id.</param>
/// <param name="Config">The worker's parsed configuration, with variables resolved.</param>
/// <param name="Plugins">The worker's plugins.</param>
/// <param name="Variables">Resolves variables in configurations.</param>
/// <param name="Clients">Creates Kafka clients.</param>
/// <param name="Services">The service provider that constructs connectors and tasks.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">Creates loggers.</param>
internal sealed record WorkerSetup(
    string WorkerId,
    ParsedConfig Config,
    PluginRegistry Plugins,
    ConfigTransformer Variables,
    IKafkaClients Clients,
    IServiceProvider Services,
    TimeProvider Time,
    ILoggerFactory Loggers);
