using Connect.JavaCompatibility.Patterns;

namespace Connect.Transforms;

/// <summary>What <see cref="TopicNameMatches"/> matches.</summary>
public sealed class TopicNameMatchesOptions
{
    /// <summary>The regular expression, in Java's syntax (<c>java.util.regex</c>); it must match a topic's whole name.</summary>
    public required string Pattern { get; init; }
}
