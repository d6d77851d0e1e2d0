namespace Connect.Runtime.Herding;

/// <summary>Tells what connectors and tasks do.</summary>
public interface IConnectorStatusReader
{
    /// <summary>Tells what a connector and its tasks do.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConnectorNotFoundException">Nothing is known of it.</exception>
    Task<ConnectorStatus> GetConnectorStatusAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Tells what a task does.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConnectorNotFoundException">Nothing is known of it.</exception>
    Task<ConnectorTaskStatus> GetTaskStatusAsync(ConnectorTaskId id, CancellationToken cancellationToken = default);
}
