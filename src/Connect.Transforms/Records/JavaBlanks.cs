namespace Connect.Transforms.Records;

/// <summary>What counts as blank to Java's <c>String.trim</c>: everything up to U+0020, and no other white space.</summary>
internal static class JavaBlanks
{
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && text[start] <= ' ')
            start++;
        while (end > start && text[end - 1] <= ' ')
            end--;
        return text[start..end];
    }

    /// <summary>Whether a text is null, empty or blank.</summary>
    public static bool IsBlank(string? text) => text is null || Trim(text).Length == 0;
}
