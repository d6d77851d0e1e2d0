namespace Connect.Runtime.Kafka.Membership;

/// <summary>An event of a member of the workers' group.</summary>
internal abstract record PresenceEvent
{
    private PresenceEvent()
    {
    }

    /// <summary>The worker has become a member, for the first time or again with a new member id.</summary>
    /// <param name="MemberId">The id that the group coordinator assigned.</param>
    /// <param name="Generation">The group's generation; see <see cref="PresenceStatus.Generation"/>.</param>
    internal sealed record Joined(string MemberId, int Generation) : PresenceEvent;

    /// <summary>A rebalance of the group has ended: members may have joined or left. Also raised when nothing has changed; that must not stop
    /// anything. Also raised after <see cref="Joined"/>.</summary>
    /// <param name="Generation">The group's generation.</param>
    internal sealed record MembershipChanged(int Generation) : PresenceEvent;

    /// <summary>The worker is the candidate: it leads if <see cref="ILeaderWriter.ClaimAsync"/> succeeds.</summary>
    /// <param name="Generation">The group's generation.</param>
    internal sealed record Candidate(int Generation) : PresenceEvent;

    /// <summary>The worker is no longer the candidate.</summary>
    internal sealed record CandidateGone : PresenceEvent;

    /// <summary>The worker may no longer be a member: <see cref="ILease.IsHeld"/> has become false. Raised once for each doubt, on any
    /// thread.</summary>
    /// <param name="Doubt">The doubt's number.</param>
    /// <param name="Reason">Why, for the log.</param>
    internal sealed record InDoubt(long Doubt, string Reason) : PresenceEvent;

    /// <summary>A proof shows that the worker was a member after the doubt began: read the coordination topic, then call
    /// <see cref="IMembershipLease.TryEndDoubt"/>. Raised once for each doubt.</summary>
    /// <param name="Doubt">The doubt's number.</param>
    internal sealed record Proven(long Doubt) : PresenceEvent;

    /// <summary>The coordination topic does not exist: it was deleted. May be raised more than once.</summary>
    internal sealed record TopicMissing : PresenceEvent;
}
