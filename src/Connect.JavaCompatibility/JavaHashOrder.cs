namespace Connect.JavaCompatibility;

/// <summary>The order in which a Java <c>HashSet</c> of texts is walked. It shows where Kafka prints such a set.</summary>
internal static class JavaHashOrder
{
    private const int InitialCapacity = 16;

    public static IReadOnlyList<string> Of(IEnumerable<string> values)
    {
        var distinct = values.Distinct(StringComparer.Ordinal).ToArray();
        var capacity = InitialCapacity;
        while (distinct.Length > capacity * 3 / 4)
            capacity *= 2;
        return [.. distinct.OrderBy(value => Spread(HashCode(value)) & (uint)(capacity - 1))];
    }

    private static uint HashCode(string text)
    {
        var hash = 0u;
        foreach (var c in text)
            hash = unchecked((hash * 31) + c);
        return hash;
    }

    private static uint Spread(uint hash) => hash ^ (hash >> 16);
}
