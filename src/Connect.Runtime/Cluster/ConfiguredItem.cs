namespace Connect.Runtime.Cluster;

/// <summary>An item that is to run on some worker.</summary>
/// <param name="Item">The item.</param>
/// <param name="Plugin">The configured connector class. A worker without a plugin of that name cannot run the item.</param>
/// <param name="IsFencedByTransactions">Whether the broker fences earlier runs of it: a task of an exactly-once source.</param>
internal readonly record struct ConfiguredItem(WorkItem Item, string Plugin, bool IsFencedByTransactions);
