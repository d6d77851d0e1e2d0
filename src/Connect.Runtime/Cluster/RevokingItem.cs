using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>An item that was revoked from a worker that has not acknowledged yet that it stopped it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Version">The first assignment that no longer lists it there.</param>
/// <param name="ComesBack">Whether the item goes back to the same worker id, because a later incarnation of the worker has replaced this one.</param>
internal readonly record struct RevokingItem(WorkItem Item, WorkerIncarnation Worker, AssignmentVersion Version, bool ComesBack);
