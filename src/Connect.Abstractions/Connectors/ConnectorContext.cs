namespace Connect.Connectors;

/// <summary>What the runtime hands a connector at its start: its configuration, and the way back to the runtime.</summary>
/// <remarks>Every member may be called from any thread. Corresponds to <c>org.apache.kafka.connect.connector.ConnectorContext</c>.</remarks>
public abstract class ConnectorContext
{
    /// <summary>The connector's name.</summary>
    public abstract string ConnectorName { get; }

    /// <summary>The connector's configuration, variables resolved.</summary>
    public abstract IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>Asks the runtime to call <see cref="IConnector.GetTaskConfigsAsync"/> again, soon and on its own flow.</summary>
    /// <exception cref="ConnectException">The connector has been stopped.</exception>
    public abstract void RequestTaskReconfiguration();

    /// <summary>Makes the connector FAILED. Its tasks go on.</summary>
    /// <param name="exception">What happened; its text becomes the connector's trace.</param>
    public abstract void RaiseError(Exception exception);
}
