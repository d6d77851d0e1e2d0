namespace Connect.Runtime.Kafka.Membership;

/// <summary>The timeouts of a membership.</summary>
/// <param name="Session">How long the group keeps a silent member, and how long a lease is valid after the last proof. <c>session.timeout.ms</c>,
/// default 20 seconds: long enough that the crash of one broker ends no membership.</param>
/// <param name="Heartbeat">How often the member sends a heartbeat. <c>heartbeat.interval.ms</c>, default 1 second.</param>
/// <param name="MaxPollInterval">The longest time between two polls, and how long a rebalance waits for a member. <c>rebalance.timeout.ms</c>,
/// default 30 seconds.</param>
internal sealed record PresenceTimeouts(TimeSpan Session, TimeSpan Heartbeat, TimeSpan MaxPollInterval)
{
    /// <summary>How long the herder may report no progress before the member stops polling.</summary>
    public static readonly TimeSpan HerderTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long a leaving member waits for the group coordinator's answer.</summary>
    public static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(5);
}
