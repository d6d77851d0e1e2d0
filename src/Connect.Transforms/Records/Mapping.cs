namespace Connect.Transforms.Records;

/// <summary>Takes configuration items such as <c>foo:bar</c> apart.</summary>
internal static class Mapping
{
    /// <summary>The parts between colons; empty ones at the end do not count, as in Java's <c>String.split</c>.</summary>
    public static string[] Split(string item)
    {
        var parts = item.Split(':');
        var count = parts.Length;
        while (count > 1 && parts[count - 1].Length == 0)
            count--;
        return count == 1 && parts[0].Length == 0 && item.Length > 0 ? [] : parts[..count];
    }
}
