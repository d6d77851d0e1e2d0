namespace Connect.Runtime.Configuration;

/// <summary>The algorithms that internal requests may be signed with, by Java's names.</summary>
internal static class MacAlgorithms
{
    /// <summary>The names, as a user writes them in any case.</summary>
    public static IReadOnlyList<string> Names { get; } = ["HmacSHA256", "HmacSHA384", "HmacSHA512", "HmacSHA1", "HmacMD5"];

    /// <summary>Fails for a name that is not among them.</summary>
    /// <param name="key">The configuration key.</param>
    /// <param name="name">The algorithm.</param>
    /// <exception cref="ConfigException">The algorithm is not supported.</exception>
    public static void EnsureSupported(string key, object? name)
    {
        if (name is not string text || !Names.Contains(text, StringComparer.OrdinalIgnoreCase))
            throw new ConfigException(key, name, $"the algorithm is not supported; the supported algorithms are: [{string.Join(", ", Names)}]");
    }
}
