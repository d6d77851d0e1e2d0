namespace Connect.Runtime.Herding;

/// <summary>Everything that can be asked of a worker about its connectors; what the REST API is made of.</summary>
/// <remarks>Every member may be called from any thread; changes are made one after the other. The exceptions map to HTTP:
/// <see cref="ConnectorNotFoundException"/> 404, <see cref="ConnectorAlreadyExistsException"/> and <see cref="RebalanceInProgressException"/> 409,
/// <see cref="BadRequestException"/> 400, every other 500. Corresponds to <c>org.apache.kafka.connect.runtime.Herder</c>.</remarks>
public interface IHerder : IConnectorAdmin, IConnectorLifecycle, IConnectorStatusReader, IOffsetAdmin, IActiveTopics, IPluginCatalog
{
    /// <summary>Whether the herder has started and answers.</summary>
    bool IsReady { get; }

    /// <summary>The worker's own id: <c>host:port</c> of its advertised address.</summary>
    string WorkerId { get; }

    /// <summary>Tells the id of the Kafka cluster; null when it cannot be told (the embedded broker; Kafka does not answer within 5 seconds).</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<string?> GetKafkaClusterIdAsync(CancellationToken cancellationToken = default);

    /// <summary>Completes when the herder's own loop has come round once: a health check.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task PingAsync(CancellationToken cancellationToken = default);
}
