using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Kafka;

/// <summary>Creates the Kafka clients of a worker: the front door of this room.</summary>
/// <remarks>Thread-safe. Each client belongs to who asked for it, who also disposes it; before this object itself is disposed, which lets go of an
/// embedded broker.</remarks>
internal interface IKafkaClients : IAsyncDisposable
{
    /// <summary>How each client that is open stands with its brokers.</summary>
    IReadOnlyList<BrokerConnection> Connections { get; }

    /// <summary>The clients that are open and cannot reach Kafka at the moment, by id.</summary>
    IReadOnlyList<BrokerOutage> Outages { get; }

    /// <summary>Creates a producer.</summary>
    /// <param name="config">What was asked, see <see cref="ClientConfigs"/>.</param>
    /// <param name="wantsMetadata">Whether <see cref="Delivery.OnDelivered"/> needs offset and timestamp; without them a record costs less.</param>
    /// <exception cref="ConfigException">A value is not valid; the message names the Java key.</exception>
    IRecordProducer CreateProducer(ClientConfig config, bool wantsMetadata);

    /// <summary>Creates a producer of transactions.</summary>
    /// <param name="config">What was asked; it names the transactional id.</param>
    /// <param name="wantsMetadata">Whether <see cref="Delivery.OnDelivered"/> needs offset and timestamp; without them a record costs less.</param>
    /// <exception cref="ConfigException">A value is not valid; the message names the Java key.</exception>
    ITransactionalProducer CreateTransactionalProducer(ClientConfig config, bool wantsMetadata);

    /// <summary>Creates a sink task's consumer. It does not connect before <see cref="ISinkConsumer.Start"/>.</summary>
    /// <param name="config">What was asked; it names the group.</param>
    /// <param name="topics">What is read.</param>
    /// <exception cref="ConfigException">A value is not valid; the message names the Java key.</exception>
    ISinkConsumer CreateSinkConsumer(ClientConfig config, TopicSelection topics);

    /// <summary>Creates an administrator of topics and groups.</summary>
    /// <param name="config">What was asked.</param>
    /// <exception cref="ConfigException">A value is not valid; the message names the Java key.</exception>
    IKafkaAdmin CreateAdmin(ClientConfig config);
}
