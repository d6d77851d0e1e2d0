namespace Connect.Runtime.Kafka.Membership;

/// <summary>The lease of a cluster's worker. It expires by itself; only the herder can renew it after that.</summary>
/// <remarks>
/// <para>While it is uncertain whether the worker is a member, the lease is in doubt and not held. Doubts are numbered; a new lease begins in doubt
/// 0. A doubt ends when three things hold: a proof shows that the worker was a member after the doubt began (<see cref="PresenceEvent.Proven"/>), the
/// herder has since read the coordination topic to its end, and the worker's incarnation is listed there. The herder ensures the last two and then
/// calls <see cref="TryEndDoubt"/>.</para>
/// <para>Thread-safe.</para>
/// </remarks>
internal interface IMembershipLease : ILease
{
    /// <summary>The number of the newest doubt.</summary>
    long Doubt { get; }

    /// <summary>Ends a doubt.</summary>
    /// <param name="doubt">The doubt's number, read before the coordination topic was read.</param>
    /// <returns>False if a newer doubt has begun, or membership has not been proven since this one began. Read the topic again after the next
    /// <see cref="PresenceEvent.Proven"/>.</returns>
    bool TryEndDoubt(long doubt);
}
