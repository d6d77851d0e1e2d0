using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>The members of the group at one moment, as the leader uses them.</summary>
/// <param name="IsTrusted">Whether the members are complete: the group was stable or empty.</param>
/// <param name="Members">The workers that are members.</param>
/// <param name="SentAt">When the description was requested, by the clock of <see cref="LeaderState.Decide"/>.</param>
internal sealed record GroupView(bool IsTrusted, ImmutableHashSet<WorkerIncarnation> Members, DateTimeOffset SentAt)
{
    /// <summary>Creates the view from a description.</summary>
    /// <param name="description">The description.</param>
    /// <param name="time">The clock of the description's timestamp.</param>
    /// <param name="now">The current time.</param>
    public static GroupView Of(GroupDescription description, TimeProvider time, DateTimeOffset now) =>
        new(description.IsTrusted, [.. description.Members], now - time.GetElapsedTime(description.SentAt));
}
