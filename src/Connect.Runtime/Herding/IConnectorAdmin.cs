namespace Connect.Runtime.Herding;

/// <summary>Creates, changes, shows and deletes connectors.</summary>
public interface IConnectorAdmin
{
    /// <summary>The names of all connectors.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<IReadOnlyList<string>> GetConnectorsAsync(CancellationToken cancellationToken = default);

    /// <summary>Shows a connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task<ConnectorInfo> GetConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Shows the tasks of a connector, by number.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task<IReadOnlyList<TaskInfo>> GetTasksAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Creates a connector. The configuration is validated first.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="config">Its configuration, variables unresolved; <c>name</c> is added when it is missing.</param>
    /// <param name="initialState">What it is to do at first; null to run.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made all the same.</param>
    /// <exception cref="BadRequestException">The configuration is not valid; the message lists every error.</exception>
    /// <exception cref="ConnectorAlreadyExistsException">There is one of this name.</exception>
    Task<ConnectorInfo> CreateConnectorAsync(
        string name, IReadOnlyDictionary<string, string?> config, TargetState? initialState = null, CancellationToken cancellationToken = default);

    /// <summary>Gives a connector a configuration; creates it when there is none of this name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="config">Its configuration, variables unresolved.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made all the same.</param>
    /// <exception cref="BadRequestException">The configuration is not valid; the message lists every error.</exception>
    Task<ConnectorUpdate> PutConnectorConfigAsync(
        string name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default);

    /// <summary>Changes some keys of a connector's configuration.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="patch">The keys to set; null removes a key.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made all the same.</param>
    /// <exception cref="BadRequestException">The resulting configuration is not valid.</exception>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task<ConnectorInfo> PatchConnectorConfigAsync(
        string name, IReadOnlyDictionary<string, string?> patch, CancellationToken cancellationToken = default);

    /// <summary>Stops and deletes a connector. Its offsets stay.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made all the same.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task DeleteConnectorAsync(string name, CancellationToken cancellationToken = default);
}
