using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding;

/// <summary>Makes changes to connectors: what differs between the modes of a worker. Everything else of <see cref="IKafkaConnect"/> is the same in each.</summary>
/// <remarks>Safe for use from several threads. Configurations that come here are valid. A cancelled call stops waiting; the change may be made all the same.</remarks>
internal interface IHerder : IAsyncDisposable
{
    /// <summary>Completes once every change queued before this call has been processed.</summary>
    Task PingAsync(CancellationToken cancellationToken);

    /// <summary>Creates a connector or gives it another configuration; waits until it runs and has its tasks.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="target">What it is to do; null for what it does, or to run.</param>
    /// <param name="mayReplace">Whether there may be one.</param>
    /// <param name="basis">The configuration that is changed; null for whatever there is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it is new; null when the connector's configuration is no longer <paramref name="basis"/>.</returns>
    /// <exception cref="ConnectorAlreadyExistsException">There is one, and it is not to be changed.</exception>
    Task<bool?> PutConnectorAsync(ConnectorConfig config, TargetState? target, bool mayReplace, ConnectorConfig? basis, CancellationToken cancellationToken);

    /// <summary>Stops and removes a connector.</summary>
    Task DeleteConnectorAsync(string name, CancellationToken cancellationToken);

    /// <summary>Pauses or resumes; does not wait until that is done.</summary>
    Task SetTargetStateAsync(string name, TargetState target, CancellationToken cancellationToken);

    /// <summary>Stops a connector and takes its tasks away.</summary>
    Task StopConnectorAsync(string name, CancellationToken cancellationToken);

    /// <summary>Restarts the connector alone and waits until it runs.</summary>
    Task RestartConnectorAsync(string name, CancellationToken cancellationToken);

    /// <summary>Restarts what a request asks for; does not wait until it runs.</summary>
    Task<ConnectorStatus> RestartAsync(RestartRequest request, CancellationToken cancellationToken);

    /// <summary>Restarts one task.</summary>
    Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken);

    /// <summary>Changes offsets of a stopped connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="offsets">The new offsets; null to reset all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The message for the user.</returns>
    Task<string> ChangeOffsetsAsync(string name, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken);
}
