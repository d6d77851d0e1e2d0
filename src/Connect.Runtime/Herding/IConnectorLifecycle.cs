namespace Connect.Runtime.Herding;

/// <summary>Pauses, resumes, stops and restarts connectors and tasks.</summary>
public interface IConnectorLifecycle
{
    /// <summary>Asks that a connector pause; does not wait until it has.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made all the same.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task PauseConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Asks that a paused or stopped connector run; does not wait until it does.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made all the same.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task ResumeConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Stops a connector and takes its tasks away.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made all the same.</param>
    /// <exception cref="ConnectException">There is none of this name: standalone mode answers like Kafka Connect, which does not call it not found.</exception>
    /// <exception cref="ConnectorNotFoundException">There is none of this name, in distributed mode.</exception>
    Task StopConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Restarts the connector alone and waits until it runs.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting; the restart may be made all the same.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    /// <exception cref="ConnectException">It failed at its start.</exception>
    Task RestartConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Restarts what a request asks for; does not wait until it runs.</summary>
    /// <param name="request">What to restart.</param>
    /// <param name="cancellationToken">Gives up waiting; the restart may be made all the same.</param>
    /// <returns>The plan: what is restarted is <c>Restarting</c> in it.</returns>
    /// <exception cref="ConnectorNotFoundException">There is none of this name, or nothing is known of it yet.</exception>
    Task<ConnectorStatus> RestartConnectorAndTasksAsync(RestartRequest request, CancellationToken cancellationToken = default);

    /// <summary>Restarts one task.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Gives up waiting; the restart may be made all the same.</param>
    /// <exception cref="ConnectorNotFoundException">There is no such task.</exception>
    Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken = default);
}
