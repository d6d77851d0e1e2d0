using Connect.JavaCompatibility.Patterns;

namespace Connect.Runtime.Kafka;

/// <summary>Which topics a sink reads: a list, or every topic whose whole name matches.</summary>
internal sealed class TopicSelection
{
    private TopicSelection(IReadOnlyList<string> names, JavaRegex? pattern)
    {
        Names = names;
        Pattern = pattern;
    }

    /// <summary>The topics of the list; empty when there is a pattern.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The pattern; null if there is a list.</summary>
    public JavaRegex? Pattern { get; }

    /// <summary>Selects topics by name.</summary>
    /// <param name="names">The topics, each once; at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TopicSelection Of(params IReadOnlyList<string> names)
        => names.Count > 0
            ? new TopicSelection(names, null) : throw new ArgumentException("A topic selection needs at least one topic.", nameof(names));

    /// <summary>Selects topics by pattern, those too that come into being later.</summary>
    /// <param name="pattern">Matched against whole names.</param>
    public static TopicSelection Matching(JavaRegex pattern) => new([], pattern);

    /// <summary>Whether a topic belongs to the selection.</summary>
    /// <param name="topic">The topic.</param>
    public bool Includes(string topic) => Pattern?.IsFullMatch(topic) ?? Names.Contains(topic);
}
