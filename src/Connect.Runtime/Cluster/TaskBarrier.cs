using System.Collections.Immutable;

namespace Connect.Runtime.Cluster;

/// <summary>Finds out whether a task of a connector may still run anywhere. Offsets may be altered or reset only if none may; the connector's target
/// state is then STOPPED.</summary>
internal static class TaskBarrier
{
    /// <summary>The workers that may run a task of a connector, of any generation; empty if the offsets may be changed.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="state">The coordination topic's state at its end.</param>
    public static ImmutableSortedSet<string> FindRunners(string connector, CoordinationState state)
    {
        var assignment = state.Assignment ?? AssignmentRecord.Empty;
        var granted = assignment.Workers.Where(entry => entry.Value.Items.Any(IsTask)).Select(entry => entry.Key);
        var revoking = assignment.Revoking.Where(held => IsTask(held.Item)).Select(held => held.Worker.WorkerId);
        var lost = assignment.Lost.Where(held => !held.IsFenced && IsTask(held.Item)).Select(held => held.Worker.WorkerId);
        return [.. granted, .. revoking, .. lost];

        bool IsTask(WorkItem item) => item.Connector == connector && !item.IsConnector;
    }
}
