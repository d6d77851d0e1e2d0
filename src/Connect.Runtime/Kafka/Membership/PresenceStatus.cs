namespace Connect.Runtime.Kafka.Membership;

/// <summary>The state of a worker's group membership.</summary>
/// <param name="MemberId">The id that the group coordinator assigned; null while the worker is not a member.</param>
/// <param name="Generation">The group's generation after its last rebalance; -1 if unknown. The broker counts it, so Java workers and ours share
/// it.</param>
/// <param name="IsCandidate">Whether the worker is the candidate for leader.</param>
/// <param name="Trouble">What keeps the worker out of the group, for status and health; null if nothing does.</param>
internal sealed record PresenceStatus(string? MemberId, int Generation, bool IsCandidate, string? Trouble)
{
    /// <summary>The status before the first join.</summary>
    public static PresenceStatus None { get; } = new(null, -1, false, null);
}
