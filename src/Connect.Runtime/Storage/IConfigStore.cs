using Connect.Connectors;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Storage;

/// <summary>Keeps the configuration of connectors and tasks, and what connectors are to do.</summary>
/// <remarks>Writes come from one flow. When a write returns, <see cref="Snapshot"/> shows it. Corresponds to <c>ConfigBackingStore</c>.</remarks>
internal interface IConfigStore : IAsyncDisposable
{
    /// <summary>What is configured now. May be read from any thread.</summary>
    ConfigSnapshot Snapshot { get; }

    /// <summary>Opens the store and reads what is there.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a connector's configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="target">What it is to do; null leaves that as it is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task PutConnectorAsync(ConnectorConfig config, TargetState? target, CancellationToken cancellationToken);

    /// <summary>Removes a connector with its tasks.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task RemoveConnectorAsync(string connector, CancellationToken cancellationToken);

    /// <summary>Keeps the tasks of a connector, in the place of those before.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="tasks">The configurations of its tasks, by number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task PutTasksAsync(string connector, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken);

    /// <summary>Keeps what a connector is to do.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="target">What it is to do.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task PutTargetStateAsync(string connector, TargetState target, CancellationToken cancellationToken);
}
