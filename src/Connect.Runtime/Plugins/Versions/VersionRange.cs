namespace Connect.Runtime.Plugins.Versions;

/// <summary>A range of plugin versions in Maven's notation: <c>1.0</c>, <c>[1.0,2.0)</c>, <c>[1,2],[4,)</c>.</summary>
/// <remarks>The error messages are those of Maven, which Kafka Connect shows.</remarks>
internal sealed class VersionRange
{
    private readonly IReadOnlyList<VersionRestriction> _restrictions;

    private VersionRange(IReadOnlyList<VersionRestriction> restrictions) => _restrictions = restrictions;

    /// <summary>Parses the value of a key such as <c>connector.plugin.version</c>. A bare version means exactly that version.</summary>
    /// <param name="text">The value; null and <c>latest</c> mean any version.</param>
    /// <returns>The range, or null for any version.</returns>
    /// <exception cref="ConfigException">The text is not a valid range.</exception>
    public static VersionRange? ParseRequirement(string? text)
    {
        if (text is null or "latest")
            return null;
        var trimmed = text.Trim();
        return Parse(trimmed) ?? Parse($"[{trimmed}]");
    }

    /// <summary>Whether a version is in the range.</summary>
    public bool Contains(PluginVersion version) => _restrictions.Any(restriction => restriction.Contains(version));

    public override string ToString() => string.Join(',', _restrictions);

    /// <summary>Reads brackets; null for a text without any.</summary>
    private static VersionRange? Parse(string text)
    {
        var restrictions = new List<VersionRestriction>();
        var rest = text;
        while (rest.StartsWith('[') || rest.StartsWith('('))
        {
            var end = rest.IndexOfAny([')', ']']);
            if (end < 0)
                throw new ConfigException($"Unbounded range: {text}");
            var restriction = VersionRestriction.Parse(rest[..(end + 1)]);
            if (restrictions is [.., { Upper: { } upper }] && (restriction.Lower is null || restriction.Lower.CompareTo(upper) < 0))
                throw new ConfigException($"Ranges overlap: {text}");
            restrictions.Add(restriction);
            rest = rest[(end + 1)..].Trim();
            rest = rest.StartsWith(',') ? rest[1..].Trim() : rest;
        }

        if (rest.Length > 0 && restrictions.Count > 0)
            throw new ConfigException($"Only fully-qualified sets allowed in multiple set scenario: {text}");
        return restrictions.Count == 0 ? null : new VersionRange(restrictions);
    }
}
