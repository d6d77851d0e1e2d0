namespace Connect.Runtime.Kafka.Membership;

/// <summary>A worker's membership in its cluster's group. The group knows which workers are alive and chooses the candidate for leader.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface IGroupPresence : IAsyncDisposable
{
    /// <summary>Whether the worker may keep working.</summary>
    IMembershipLease Lease { get; }

    /// <summary>The current state of the membership.</summary>
    PresenceStatus Status { get; }

    /// <summary>Starts to join. The coordination topic must exist: see <see cref="CoordinationTopic"/>.</summary>
    /// <param name="handler">Receives events on any thread. It must only enqueue them: it must not block, throw or call back.</param>
    void Start(Action<PresenceEvent> handler);

    /// <summary>Reports that the herder is alive. The herder calls it on each iteration of its loop, at least once a second.</summary>
    /// <remarks>Without a call for <see cref="PresenceTimeouts.HerderTimeout"/> the member stops polling, and the membership ends
    /// <c>max.poll.interval.ms</c> later. The next call resumes polling.</remarks>
    void ReportProgress();

    /// <summary>Leaves the group, so that other workers take over at once, and closes the client. May be called again.</summary>
    /// <returns>Completes when the group has been left, or cannot be reached.</returns>
    Task LeaveAsync();
}
