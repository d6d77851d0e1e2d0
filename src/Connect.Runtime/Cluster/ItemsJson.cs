namespace Connect.Runtime.Cluster;

/// <summary>The JSON form of a connector's items in the coordination topic.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="Self">Whether the connector itself is included.</param>
/// <param name="Generation">The generation of the tasks.</param>
/// <param name="Tasks">The task numbers.</param>
internal sealed record ItemsJson(string Connector, bool Self, long Generation, int[]? Tasks)
{
    /// <summary>Converts items to a protocol version.</summary>
    /// <param name="items">The items.</param>
    /// <param name="protocol">The protocol version.</param>
    public static ItemsJson[] Of(IEnumerable<WorkItem> items, int protocol)
    {
        var sorted = items.Order();
        return protocol == 1 ? [.. sorted.Select(Single)] : [.. sorted.GroupBy(item => (item.Connector, item.Generation)).SelectMany(Group)];
    }

    /// <summary>The items.</summary>
    public IEnumerable<WorkItem> ToItems()
    {
        ArgumentNullException.ThrowIfNull(Connector);
        if (Self)
            yield return WorkItem.OfConnector(Connector);
        foreach (var task in Tasks ?? [])
            yield return new WorkItem(Connector, task >= 0 ? task : throw new ArgumentException($"{task} is not a task number."), Generation);
    }

    private static ItemsJson Single(WorkItem item) =>
        item.IsConnector ? new ItemsJson(item.Connector, true, 0, null) : new ItemsJson(item.Connector, false, item.Generation, [item.Task]);

    private static IEnumerable<ItemsJson> Group(IGrouping<(string Connector, long Generation), WorkItem> group)
    {
        int[] tasks = [.. group.Where(item => !item.IsConnector).Select(item => item.Task)];
        yield return new ItemsJson(group.Key.Connector, group.Any(item => item.IsConnector), group.Key.Generation, tasks.Length == 0 ? null : tasks);
    }
}
