using System.Collections.Immutable;

namespace Connect.Runtime.Cluster;

/// <summary>The next assignment, and what to report about it.</summary>
/// <param name="Next">The assignment; the previous one if nothing changes.</param>
/// <param name="Unplaced">The items that run nowhere, and why.</param>
/// <param name="Problems">Problems that an operator must solve.</param>
/// <param name="WakeAt">When to compute the next assignment even if nothing happens; null if only an event changes anything.</param>
internal sealed record AssignorResult(
    AssignmentRecord Next, ImmutableArray<UnplacedItem> Unplaced, ImmutableArray<string> Problems, DateTimeOffset? WakeAt);
