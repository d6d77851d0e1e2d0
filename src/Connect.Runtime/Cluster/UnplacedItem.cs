namespace Connect.Runtime.Cluster;

/// <summary>An item that no worker runs at the moment.</summary>
/// <param name="Item">The item.</param>
/// <param name="Reason">Why no worker runs it.</param>
/// <param name="Detail">The worker that it waits for, or the plugin that is missing.</param>
internal readonly record struct UnplacedItem(WorkItem Item, UnplacedReason Reason, string Detail);
