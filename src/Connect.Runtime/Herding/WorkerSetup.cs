using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>What a worker is made of in every mode.</summary>
/// <param name="WorkerId">The worker's id.</param>
/// <param name="Config">Its configuration, parsed, variables resolved.</param>
/// <param name="Plugins">Its plugins.</param>
/// <param name="Variables">Resolves variables in configurations.</param>
/// <param name="Clients">Makes Kafka clients.</param>
/// <param name="Services">Constructs connectors and tasks.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">Makes loggers.</param>
internal sealed record WorkerSetup(
    string WorkerId,
    ParsedConfig Config,
    PluginRegistry Plugins,
    ConfigTransformer Variables,
    IKafkaClients Clients,
    IServiceProvider Services,
    TimeProvider Time,
    ILoggerFactory Loggers);
