using Connect.Runtime.Pipeline;

namespace Connect.Runtime.Tasks;

/// <summary>What is needed to start a task.</summary>
/// <param name="Id">The task.</param>
/// <param name="Plan">Its connector's configuration, parsed.</param>
/// <param name="TaskProperties">Its own configuration, variables resolved.</param>
/// <param name="TaskType">The class of the connector's task.</param>
internal sealed record TaskLaunch(
    ConnectorTaskId Id,
    ConnectorPlan Plan,
    IReadOnlyDictionary<string, string?> TaskProperties,
    [property: System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)]
    [param: System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)]
    Type TaskType);
