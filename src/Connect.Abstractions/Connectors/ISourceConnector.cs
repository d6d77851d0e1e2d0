namespace Connect.Connectors;

/// <summary>Copies records from another system to Kafka: plans the tasks that read them.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.source.SourceConnector</c>. <see cref="SourceConnector{TTask}"/> is a base class with
/// defaults.</remarks>
public interface ISourceConnector : IConnector
{
    /// <summary>Starts the connector, acquires what it needs to plan its tasks, and begins to watch the source for changes.</summary>
    /// <param name="context">The configuration and access to the runtime; valid until <see cref="IConnector.StopAsync"/> returns.</param>
    /// <param name="cancellationToken">Cancelled when the connector must stop.</param>
    /// <exception cref="Exception">The connector becomes FAILED with this exception as its trace, until it is restarted or gets a new
    /// configuration.</exception>
    ValueTask StartAsync(SourceConnectorContext context, CancellationToken cancellationToken);

    /// <summary>Whether the connector supports exactly-once with this configuration, on a worker that has it enabled.</summary>
    /// <param name="config">The connector's configuration.</param>
    /// <returns>Null if the connector does not say (the default, as in Kafka Connect).</returns>
    ExactlyOnceSupport? GetExactlyOnceSupport(IReadOnlyDictionary<string, string?> config) => null;

    /// <summary>Whether the connector's tasks can define transaction boundaries (<c>transaction.boundary=connector</c>).</summary>
    /// <param name="config">The connector's configuration.</param>
    bool CanDefineTransactionBoundaries(IReadOnlyDictionary<string, string?> config) => false;

    /// <summary>Checks a change of offsets requested by a user. If the source system stores offsets itself, also applies it there.</summary>
    /// <param name="config">The connector's configuration.</param>
    /// <param name="offsets">The new offset of each source partition; null resets it.</param>
    /// <param name="cancellationToken">Cancelled when the request is abandoned.</param>
    /// <returns>True if only the stored offsets need a change, or if the source system was changed too; false if the user still has to change
    /// something outside.</returns>
    /// <exception cref="ConnectException">The offsets are not acceptable; nothing is written.</exception>
    ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config,
        IReadOnlyDictionary<SourcePartition, SourceOffset?> offsets,
        CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
