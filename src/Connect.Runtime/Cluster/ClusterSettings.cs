namespace Connect.Runtime.Cluster;

/// <summary>The timeouts of a cluster. All its workers need the same values.</summary>
/// <param name="SessionTimeout"><c>session.timeout.ms</c>: how old the last proof of membership may be.</param>
/// <param name="FenceGrace">How long after that a task may take to stop: <c>task.shutdown.graceful.timeout.ms</c> plus two seconds.</param>
/// <param name="LostDelay"><c>scheduled.rebalance.max.delay.ms</c>: how long the items of a lost worker are reserved for its return.</param>
internal sealed record ClusterSettings(TimeSpan SessionTimeout, TimeSpan FenceGrace, TimeSpan LostDelay)
{
    /// <summary>Creates the settings from worker settings.</summary>
    /// <param name="sessionTimeout"><c>session.timeout.ms</c>.</param>
    /// <param name="gracefulTimeout"><c>task.shutdown.graceful.timeout.ms</c>.</param>
    /// <param name="maxDelay"><c>scheduled.rebalance.max.delay.ms</c>.</param>
    public static ClusterSettings Of(TimeSpan sessionTimeout, TimeSpan gracefulTimeout, TimeSpan maxDelay) =>
        new(sessionTimeout, gracefulTimeout + TimeSpan.FromSeconds(2), maxDelay);

    /// <summary>How long after a doubt began an item may finish its poll or put before it is stopped. Short enough that it has stopped or was
    /// abandoned when <see cref="FenceGrace"/> ends.</summary>
    public static TimeSpan RestTime => TimeSpan.FromSeconds(1.5);

    /// <summary>How long a doubt may last before the worker stops all items: long enough to survive an outage of all brokers, but bounded so that no
    /// sink keeps its partitions for ever.</summary>
    public TimeSpan OutageLimit => 3 * SessionTimeout > FenceGrace ? 3 * SessionTimeout : FenceGrace;
}
