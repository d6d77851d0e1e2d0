using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding;

/// <summary>Executes changes of connectors. Each mode of a worker has its own implementation; the rest of <see cref="IKafkaConnect"/> is common to
/// all modes.</summary>
/// <remarks>Thread-safe. Configurations must already be validated. Cancelling a call only ends the wait; the change may still be made.</remarks>
internal interface IHerder : IAsyncDisposable
{
    /// <summary>Whether the herder is ready: in a cluster, once the worker is a confirmed member.</summary>
    bool IsReady { get; }

    /// <summary>Opens the herder's own store. The worker opens its other stores meanwhile.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">The store cannot be read; the worker cannot start.</exception>
    Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Starts the herder; all stores are open. In a cluster, the worker joins in the background.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">The worker cannot start.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Completes once every change queued before this call has been processed.</summary>
    Task PingAsync(CancellationToken cancellationToken);

    /// <summary>Creates a connector or changes its configuration; waits until it runs and has its tasks.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="target">The target state; null to keep it, or to start a new connector.</param>
    /// <param name="mayReplace">Whether an existing connector may be changed.</param>
    /// <param name="basis">The configuration that must be stored for the change to apply; null for any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the connector is new; null if its configuration is no longer <paramref name="basis"/>.</returns>
    /// <exception cref="ConnectorAlreadyExistsException">The connector exists and may not be changed.</exception>
    Task<bool?> PutConnectorAsync(
        ConnectorConfig config, TargetState? target, bool mayReplace, ConnectorConfig? basis, CancellationToken cancellationToken);

    /// <summary>Stops and removes a connector.</summary>
    Task DeleteConnectorAsync(string name, CancellationToken cancellationToken);

    /// <summary>Sets the target state; does not wait until the connector has reached it.</summary>
    Task SetTargetStateAsync(string name, TargetState target, CancellationToken cancellationToken);

    /// <summary>Stops a connector and removes its tasks.</summary>
    Task StopConnectorAsync(string name, CancellationToken cancellationToken);

    /// <summary>Restarts a connector without its tasks and waits until it runs.</summary>
    Task RestartConnectorAsync(string name, CancellationToken cancellationToken);

    /// <summary>Restarts a connector and tasks as requested; does not wait until they run.</summary>
    Task<ConnectorStatus> RestartAsync(RestartRequest request, CancellationToken cancellationToken);

    /// <summary>Restarts one task.</summary>
    Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken);

    /// <summary>Changes offsets of a stopped connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="offsets">The new offsets; null to reset all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message for the user.</returns>
    Task<string> ChangeOffsetsAsync(string name, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken);
}
