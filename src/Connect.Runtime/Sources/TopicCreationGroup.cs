using System.Text.RegularExpressions;

namespace Connect.Runtime.Sources;

/// <summary>One group of <c>topic.creation.groups</c>: which topics it is for, and how they are created.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Include">Patterns of which one has to match the whole topic.</param>
/// <param name="Exclude">Patterns of which none may.</param>
/// <param name="Partitions">How many partitions; -1 for the broker's default.</param>
/// <param name="ReplicationFactor">How many replicas; -1 for the broker's default.</param>
/// <param name="Configs">Settings of the topic.</param>
internal sealed record TopicCreationGroup(
    string Name,
    IReadOnlyList<Regex> Include,
    IReadOnlyList<Regex> Exclude,
    int Partitions,
    short ReplicationFactor,
    IReadOnlyDictionary<string, string> Configs)
{
    /// <summary>Whether the group is for a topic.</summary>
    public bool Matches(string topic) => Include.Any(pattern => IsWhole(pattern, topic)) && !Exclude.Any(pattern => IsWhole(pattern, topic));

    private static bool IsWhole(Regex pattern, string topic)
    {
        foreach (var match in pattern.EnumerateMatches(topic))
        {
            if (match.Index == 0 && match.Length == topic.Length)
                return true;
        }

        return false;
    }
}
