namespace Connect.Runtime.Plugins.Versions;

/// <summary>One interval of versions, e.g. <c>[1.0,2.0)</c>; null bounds are unlimited.</summary>
internal sealed record VersionRestriction(PluginVersion? Lower, bool LowerInclusive, PluginVersion? Upper, bool UpperInclusive)
{
    /// <summary>Reads one stretch with its brackets.</summary>
    /// <exception cref="ConfigException">It is not of the form.</exception>
    public static VersionRestriction Parse(string text)
    {
        var lowerInclusive = text[0] == '[';
        var upperInclusive = text[^1] == ']';
        var inner = text[1..^1].Trim();
        var comma = inner.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            if (!lowerInclusive || !upperInclusive)
                throw new ConfigException($"Single version must be surrounded by []: {text}");
            var only = new PluginVersion(inner);
            return new VersionRestriction(only, true, only, true);
        }

        var lower = Bound(inner[..comma]);
        var upper = Bound(inner[(comma + 1)..]);
        var order = lower is null || upper is null ? 1 : upper.CompareTo(lower);
        if (order < 0 || (order == 0 && !(lowerInclusive && upperInclusive)))
            throw new ConfigException($"Range defies version ordering: {text}");
        return new VersionRestriction(lower, lowerInclusive, upper, upperInclusive);
    }

    /// <summary>Whether a version lies within.</summary>
    public bool Contains(PluginVersion version)
    {
        var fromLower = Lower is null ? 1 : version.CompareTo(Lower);
        var toUpper = Upper is null ? 1 : Upper.CompareTo(version);
        return (fromLower > 0 || (fromLower == 0 && LowerInclusive)) && (toUpper > 0 || (toUpper == 0 && UpperInclusive));
    }

    public override string ToString() => $"{(LowerInclusive ? '[' : '(')}{Lower},{Upper}{(UpperInclusive ? ']' : ')')}";

    private static PluginVersion? Bound(string text) => text.Trim() is { Length: > 0 } trimmed ? new PluginVersion(trimmed) : null;
}
