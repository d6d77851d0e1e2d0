namespace Connect.Connectors;

/// <summary>Copies records from Kafka to another system: plans the tasks that write them.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.sink.SinkConnector</c>. <see cref="SinkConnector{TTask}"/> is a base class with
/// defaults.</remarks>
public interface ISinkConnector : IConnector
{
    /// <summary>Starts the connector and acquires what it needs to plan its tasks.</summary>
    /// <param name="context">The configuration and access to the runtime; valid until <see cref="IConnector.StopAsync"/> returns.</param>
    /// <param name="cancellationToken">Cancelled when the connector must stop.</param>
    /// <exception cref="Exception">The connector becomes FAILED with this exception as its trace, until it is restarted or gets a new
    /// configuration.</exception>
    ValueTask StartAsync(SinkConnectorContext context, CancellationToken cancellationToken);

    /// <summary>Checks a change of offsets requested by a user. If the sink system stores offsets itself, also applies it there.</summary>
    /// <param name="config">The connector's configuration.</param>
    /// <param name="offsets">The new offset of each topic partition; null resets it.</param>
    /// <param name="cancellationToken">Cancelled when the request is abandoned.</param>
    /// <returns>True if only the consumer group's offsets need a change, or if the sink system was changed too; false if the user still has to change
    /// something outside.</returns>
    /// <exception cref="ConnectException">The offsets are not acceptable; nothing is changed.</exception>
    ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config,
        IReadOnlyDictionary<TopicPartition, long?> offsets,
        CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
