using System.Diagnostics.CodeAnalysis;
using Connect.Runtime.Pipeline;

namespace Connect.Runtime.Tasks;

/// <summary>What is needed to start a task.</summary>
/// <param name="Id">The task.</param>
/// <param name="Plan">Its connector's configuration, parsed.</param>
/// <param name="TaskProperties">Its own configuration, with variables resolved.</param>
/// <param name="Generation">The generation of its configuration.</param>
/// <param name="TaskType">The class of the connector's task.</param>
internal sealed record TaskLaunch(
    ConnectorTaskId Id,
    ConnectorPlan Plan,
    IReadOnlyDictionary<string, string?> TaskProperties,
    [property: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    [param: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    Type TaskType,
    long Generation = 0)
{
    /// <summary>The number of the connector's tasks, on all workers.</summary>
    public int TaskCount { get; init; } = 1;
}
