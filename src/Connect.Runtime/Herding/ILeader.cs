using Connect.Connectors;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding;

/// <summary>The leader as its workers see it, in this process or in another.</summary>
internal interface ILeader
{
    /// <summary>Sends the task configurations of a connector on this worker to the leader.</summary>
    /// <param name="connector">The configuration from which the connector created them. If another one is stored by now, they are ignored.</param>
    /// <param name="tasks">The task configurations, with unresolved variables.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task PutTaskConfigsAsync(ConnectorConfig connector, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken);
}
