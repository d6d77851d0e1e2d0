using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>The current leader. Key <c>leader</c> of the coordination topic.</summary>
/// <param name="Epoch">The leader's epoch, higher than that of every earlier leader.</param>
/// <param name="WorkerId">The leader's worker id.</param>
/// <param name="Incarnation">The leader's incarnation.</param>
/// <param name="Url">The advertised URL of the leader's REST API.</param>
/// <param name="Since">When it took over, as Unix time in milliseconds.</param>
internal sealed record LeaderRecord(long Epoch, string WorkerId, string Incarnation, string Url, long Since)
{
    /// <summary>The worker that leads.</summary>
    public WorkerIncarnation Worker => new(WorkerId, Incarnation);
}
