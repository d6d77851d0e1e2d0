namespace Connect.Connectors;

/// <summary>Brings records from Kafka into another system: plans the tasks that write to it.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.sink.SinkConnector</c>. <see cref="SinkConnector{TTask}"/> is a base class with defaults.</remarks>
public interface ISinkConnector : IConnector
{
    /// <summary>Starts the connector: look around, take what planning needs.</summary>
    /// <param name="context">The configuration and the way back to the runtime; valid until <see cref="IConnector.StopAsync"/> returns.</param>
    /// <param name="cancellationToken">Cancelled when the connector is to stop.</param>
    /// <exception cref="Exception">The connector becomes FAILED with this exception as its trace; it is started again only by a restart or a new configuration.</exception>
    ValueTask StartAsync(SinkConnectorContext context, CancellationToken cancellationToken);

    /// <summary>Checks, and where the sink itself keeps positions also makes, a change of offsets that a user asks for.</summary>
    /// <param name="config">The connector's configuration.</param>
    /// <param name="offsets">The new offset of each topic partition; null to reset it.</param>
    /// <param name="cancellationToken">Cancelled when the request is given up.</param>
    /// <returns>True when nothing but the consumer group's offsets needed a change or the sink was changed too; false when the user still has to change something outside.</returns>
    /// <exception cref="ConnectException">The offsets are not acceptable; nothing is changed.</exception>
    ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config,
        IReadOnlyDictionary<TopicPartition, long?> offsets,
        CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
