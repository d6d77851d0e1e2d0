namespace Connect.Runtime.Kafka.Membership;

/// <summary>The workers' group as its coordinator sees it.</summary>
/// <param name="State">The group's state.</param>
/// <param name="Members">The workers in the group. Members whose client id is not a worker's are in <paramref name="OtherMembers"/> instead.</param>
/// <param name="OtherMembers">Client ids of members that are not workers.</param>
/// <param name="SentAt">When the request was sent, as a <see cref="TimeProvider.GetTimestamp"/> value. The answer is at least as recent.</param>
internal sealed record GroupDescription(GroupState State, IReadOnlyList<WorkerIncarnation> Members, IReadOnlyList<string> OtherMembers, long SentAt)
{
    /// <summary>Whether <see cref="Members"/> is complete.</summary>
    public bool IsTrusted => State is GroupState.Stable or GroupState.Empty;
}
