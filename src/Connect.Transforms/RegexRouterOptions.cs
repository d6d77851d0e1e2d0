using Connect.JavaCompatibility.Patterns;

namespace Connect.Transforms;

/// <summary>How <see cref="RegexRouter"/> renames topics.</summary>
public sealed class RegexRouterOptions
{
    /// <summary>The regular expression, in Java's syntax (<c>java.util.regex</c>); it must match a topic's whole name.</summary>
    public required string Regex { get; init; }

    /// <summary>What the first match is replaced by; <c>$1</c> and <c>${name}</c> stand for groups.</summary>
    public required string Replacement { get; init; }
}
