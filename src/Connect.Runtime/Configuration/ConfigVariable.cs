namespace Connect.Runtime.Configuration;

/// <summary>A reference like <c>${provider:path:key}</c> or <c>${provider:key}</c> inside a text.</summary>
/// <param name="Range">Where it stands.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Path">Where the provider is to look; empty when the reference names no path.</param>
/// <param name="Key">What it is to look for.</param>
internal readonly record struct ConfigVariable(Range Range, string Provider, string Path, string Key)
{
    /// <summary>Whether a text refers to anything, known or not.</summary>
    public static bool IsIn(string? text) => text is not null && FindAll(text).Any();

    /// <summary>The references in a text, from left to right, none inside another.</summary>
    /// <remarks>One ends at the first closing brace; the provider ends at the first colon, the path at the second.</remarks>
    public static IEnumerable<ConfigVariable> FindAll(string text)
    {
        var at = 0;
        while ((at = text.IndexOf("${", at, StringComparison.Ordinal)) >= 0)
        {
            var end = text.IndexOf('}', at);
            if (end < 0)
                yield break;
            var colon = text.IndexOf(':', at, end - at);
            if (colon >= 0)
                yield return Create(text, at, colon, end);
            at = end + 1;
        }
    }

    private static ConfigVariable Create(string text, int start, int colon, int end)
    {
        var second = text.IndexOf(':', colon + 1, end - colon - 1);
        var path = second < 0 ? "" : text[(colon + 1)..second];
        var key = text[((second < 0 ? colon : second) + 1)..end];
        return new ConfigVariable(start..(end + 1), text[(start + 2)..colon], path, key);
    }
}
