namespace Connect.Connectors;

/// <summary>Divides a source's partitions among tasks.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.util.ConnectorUtils.groupPartitions</c>.</remarks>
public static class PartitionGrouping
{
    /// <summary>Splits a list into groups of consecutive elements. Group sizes differ by at most one; the first groups are the larger ones.</summary>
    /// <typeparam name="T">The elements: tables, files, shards.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <param name="groupCount">The number of groups, at least 1.</param>
    /// <returns>Exactly <paramref name="groupCount"/> groups; some are empty if there are fewer elements.</returns>
    /// <exception cref="ArgumentException">The number of groups is not positive.</exception>
    public static IReadOnlyList<IReadOnlyList<T>> Group<T>(IReadOnlyList<T> elements, int groupCount)
    {
        ArgumentNullException.ThrowIfNull(elements);
        if (groupCount <= 0)
            throw new ArgumentException("Number of groups must be positive.", nameof(groupCount));
        var (size, extra) = Math.DivRem(elements.Count, groupCount);
        var groups = new IReadOnlyList<T>[groupCount];
        var start = 0;
        for (var i = 0; i < groupCount; i++)
        {
            var count = size + (i < extra ? 1 : 0);
            groups[i] = [.. elements.Skip(start).Take(count)];
            start += count;
        }

        return groups;
    }
}
