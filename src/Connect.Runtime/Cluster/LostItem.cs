using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>An item whose worker has left the group.</summary>
/// <param name="Item">The item.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Version">The first assignment that no longer lists it there.</param>
/// <param name="Until">Until when it is reserved for the worker's return, as Unix time in milliseconds.</param>
/// <param name="FencedAt">When the worker has certainly stopped it, even if the process still runs, as Unix time in milliseconds; 0 if it
/// has.</param>
internal readonly record struct LostItem(WorkItem Item, WorkerIncarnation Worker, AssignmentVersion Version, long Until, long FencedAt)
{
    /// <summary>Whether it certainly runs nowhere.</summary>
    public bool IsFenced => FencedAt == 0;
}
