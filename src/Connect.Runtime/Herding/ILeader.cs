using Connect.Connectors;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding;

/// <summary>What workers tell the leader, in whichever process it is.</summary>
internal interface ILeader
{
    /// <summary>Tells the tasks that a connector on this worker asks for.</summary>
    /// <param name="connector">The configuration from which the connector made them; when there is another by now, they are ignored.</param>
    /// <param name="tasks">Their configurations, variables unresolved.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task PutTaskConfigsAsync(ConnectorConfig connector, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken);
}
