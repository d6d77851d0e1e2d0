namespace Connect.Connectors;

/// <summary>Brings records from another system into Kafka: plans the tasks that read it.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.source.SourceConnector</c>. <see cref="SourceConnector{TTask}"/> is a base class with defaults.</remarks>
public interface ISourceConnector : IConnector
{
    /// <summary>Starts the connector: look around, take what planning needs, begin to watch for changes.</summary>
    /// <param name="context">The configuration and the way back to the runtime; valid until <see cref="IConnector.StopAsync"/> returns.</param>
    /// <param name="cancellationToken">Cancelled when the connector is to stop.</param>
    /// <exception cref="Exception">The connector becomes FAILED with this exception as its trace; it is started again only by a restart or a new configuration.</exception>
    ValueTask StartAsync(SourceConnectorContext context, CancellationToken cancellationToken);

    /// <summary>Whether the connector delivers exactly once with this configuration, on a worker that does.</summary>
    /// <param name="config">The connector's configuration.</param>
    /// <returns>Null when the connector does not say (Kafka Connect's default).</returns>
    ExactlyOnceSupport? GetExactlyOnceSupport(IReadOnlyDictionary<string, string?> config) => null;

    /// <summary>Whether the connector's tasks can say where a transaction ends (<c>transaction.boundary=connector</c>).</summary>
    /// <param name="config">The connector's configuration.</param>
    bool CanDefineTransactionBoundaries(IReadOnlyDictionary<string, string?> config) => false;

    /// <summary>Checks, and where the source itself keeps positions also makes, a change of offsets that a user asks for.</summary>
    /// <param name="config">The connector's configuration.</param>
    /// <param name="offsets">The new offset of each source partition; null to reset it.</param>
    /// <param name="cancellationToken">Cancelled when the request is given up.</param>
    /// <returns>True when nothing but the stored offsets needed a change or the source was changed too; false when the user still has to change something outside.</returns>
    /// <exception cref="ConnectException">The offsets are not acceptable; nothing is written.</exception>
    ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config,
        IReadOnlyDictionary<SourcePartition, SourceOffset?> offsets,
        CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
