using Connect.Connectors;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Storage;

/// <summary>Stores the configurations of connectors and tasks, and target states.</summary>
/// <remarks>Writes must not be concurrent. When a write returns, <see cref="Snapshot"/> contains it. Corresponds to
/// <c>ConfigBackingStore</c>.</remarks>
internal interface IConfigStore : IAsyncDisposable
{
    /// <summary>The current configuration. Thread-safe.</summary>
    ConfigSnapshot Snapshot { get; }

    /// <summary>Opens the store and reads its content.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stores a connector's configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="target">The target state; null leaves it unchanged.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task PutConnectorAsync(ConnectorConfig config, TargetState? target, CancellationToken cancellationToken);

    /// <summary>Removes a connector with its tasks.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task RemoveConnectorAsync(string connector, CancellationToken cancellationToken);

    /// <summary>Replaces the tasks of a connector.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="tasks">The configurations of its tasks, by number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task PutTasksAsync(string connector, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken);

    /// <summary>Stores the target state of a connector.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="target">The target state.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task PutTargetStateAsync(string connector, TargetState target, CancellationToken cancellationToken);
}
