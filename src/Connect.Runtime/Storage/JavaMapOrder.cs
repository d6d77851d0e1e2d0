namespace Connect.Runtime.Storage;

/// <summary>The order of the entries of a <c>java.util.HashMap</c> with string keys, in which Java writes maps to internal topics.</summary>
internal static class JavaMapOrder
{
    private const int FirstSize = 16;

    /// <summary>Sorts entries in that order.</summary>
    /// <param name="entries">The entries, in the order of their insertion.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Of(IReadOnlyCollection<KeyValuePair<string, string?>> entries)
    {
        var size = FirstSize;
        while (entries.Count > size / 4 * 3)
            size *= 2;
        return entries.OrderBy(entry => Slot(entry.Key, size));
    }

    private static int Slot(string key, int size)
    {
        var hash = 0;
        foreach (var unit in key)
            hash = unchecked((31 * hash) + unit);
        return (hash ^ (int)((uint)hash >> 16)) & (size - 1);
    }
}
