using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>What the leader must do now, and what to report.</summary>
internal sealed record LeaderDecision
{
    /// <summary>Nothing to do.</summary>
    public static LeaderDecision Nothing { get; } = new();

    /// <summary>The leader record to write in one transaction and read back before the next decision; null for none.</summary>
    public LeaderRecord? Leader { get; init; }

    /// <summary>The assignment to write in one transaction and read back before the next decision; null for none.</summary>
    public AssignmentRecord? Assignment { get; init; }

    /// <summary>Workers whose records must be removed by tombstones, in the same or another transaction.</summary>
    public ImmutableArray<WorkerIncarnation> Forget { get; init; } = [];

    /// <summary>When to describe the group and decide again even if nothing happens; null if only an event changes anything.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>The items that run nowhere, and why.</summary>
    public ImmutableArray<UnplacedItem> Unplaced { get; init; } = [];

    /// <summary>Problems that an operator must solve. Every decision repeats the same texts until they are solved.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Why this worker must stop leading, without writing anything; null if it may continue.</summary>
    public string? StepDown { get; init; }
}
