using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>All that the next assignment depends on.</summary>
internal sealed record AssignorInput
{
    /// <summary>The newest assignment.</summary>
    public required AssignmentRecord Previous { get; init; }

    /// <summary>The epoch of the current leader.</summary>
    public required long Epoch { get; init; }

    /// <summary>The members of the group in its newest complete description.</summary>
    public required ImmutableHashSet<WorkerIncarnation> Members { get; init; }

    /// <summary>Whether that description was requested after <see cref="Previous"/> was read. Only then does a member's absence prove that it is
    /// fenced.</summary>
    public required bool MembersAreNewer { get; init; }

    /// <summary>The record of each worker incarnation.</summary>
    public required ImmutableDictionary<WorkerIncarnation, WorkerRecord> Records { get; init; }

    /// <summary>Everything that is to run.</summary>
    public required ClusterWork Work { get; init; }

    /// <summary>Worker ids that get no items because two running workers use them.</summary>
    public ImmutableHashSet<string> RefusedIds { get; init; } = [];

    /// <summary>The protocol versions that the leader supports.</summary>
    public required ProtocolRange Known { get; init; }

    /// <summary>The cluster's timeouts.</summary>
    public required ClusterSettings Settings { get; init; }

    /// <summary>The current time.</summary>
    public required DateTimeOffset Now { get; init; }
}
