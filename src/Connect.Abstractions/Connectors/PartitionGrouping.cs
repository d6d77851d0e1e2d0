namespace Connect.Connectors;

/// <summary>Divides a source's partitions among tasks.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.util.ConnectorUtils.groupPartitions</c>.</remarks>
public static class PartitionGrouping
{
    /// <summary>Cuts a list into groups of neighbours whose sizes differ by one at most; the first groups get the extra elements.</summary>
    /// <typeparam name="T">What is divided: tables, files, shards.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <param name="groupCount">How many groups to make, at least 1.</param>
    /// <returns>As many groups as asked for, some of them empty where there are fewer elements.</returns>
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
