namespace Connect.Connectors;

/// <summary>What the runtime passes to a connector when it starts: its configuration, and methods to call the runtime.</summary>
/// <remarks>All members are thread-safe. Corresponds to <c>org.apache.kafka.connect.connector.ConnectorContext</c>.</remarks>
public abstract class ConnectorContext
{
    /// <summary>The connector's name.</summary>
    public abstract string ConnectorName { get; }

    /// <summary>The connector's configuration, with variables resolved.</summary>
    public abstract IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>Asks the runtime to call <see cref="IConnector.GetTaskConfigsAsync"/> again. Returns immediately; the call follows
    /// asynchronously.</summary>
    /// <exception cref="ConnectException">The connector has been stopped.</exception>
    public abstract void RequestTaskReconfiguration();

    /// <summary>Sets the connector's state to FAILED. Its tasks keep running.</summary>
    /// <param name="exception">What happened; its text becomes the connector's trace.</param>
    public abstract void RaiseError(Exception exception);
}
