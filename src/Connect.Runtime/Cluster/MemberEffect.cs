using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>An action of a worker. Effects are executed in order; stops and starts are only begun, not awaited.</summary>
internal abstract record MemberEffect
{
    /// <summary>End the doubt; the stops of items that are no longer listed have begun. Call <see cref="IMembershipLease.TryEndDoubt"/>, and
    /// <see cref="MemberState.Doubt"/> if it returns false.</summary>
    /// <param name="Doubt">The number of the doubt.</param>
    public sealed record EndDoubt(long Doubt) : MemberEffect;

    /// <summary>Begin to stop items. Report each with <see cref="MemberState.Stopped"/> when it has stopped or was abandoned.</summary>
    /// <param name="Items">The items.</param>
    public sealed record Stop(ImmutableArray<WorkItem> Items) : MemberEffect;

    /// <summary>Begin to stop the items that are still in a poll or a put that began before the lease was lost. Report those that were
    /// stopped.</summary>
    /// <param name="Items">The running items.</param>
    public sealed record StopUnlessAtRest(ImmutableArray<WorkItem> Items) : MemberEffect;

    /// <summary>Write this worker's record, and wait for Kafka's acknowledgement before executing the next effect.</summary>
    /// <param name="Record">The record.</param>
    /// <param name="Protocol">The protocol version to write it in.</param>
    public sealed record Acknowledge(WorkerRecord Record, int Protocol) : MemberEffect;

    /// <summary>Begin to start items.</summary>
    /// <param name="Items">The items.</param>
    public sealed record Start(ImmutableArray<WorkItem> Items) : MemberEffect;

    /// <summary>Leave the group: nothing runs any more, and nothing will be started.</summary>
    /// <param name="Reason">Why, if nobody requested it; null after <see cref="MemberState.Drain"/>.</param>
    public sealed record Leave(string? Reason) : MemberEffect;
}
