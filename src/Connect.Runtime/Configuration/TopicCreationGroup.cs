using Connect.JavaCompatibility.Patterns;

namespace Connect.Runtime.Configuration;

/// <summary>Topics of a source connector that are created with the same settings.</summary>
internal sealed class TopicCreationGroup
{
    private readonly JavaRegex _include;
    private readonly JavaRegex _exclude;

    /// <summary>Creates a group.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="include">Regular expressions for the topics that belong to it.</param>
    /// <param name="exclude">Regular expressions for those of them that do not.</param>
    /// <param name="partitions">How many partitions; -1 for the broker's default.</param>
    /// <param name="replicationFactor">How many replicas; -1 for the broker's default.</param>
    /// <param name="settings">Other settings of the topics.</param>
    public TopicCreationGroup(
        string name,
        IReadOnlyList<string> include,
        IReadOnlyList<string> exclude,
        int partitions,
        short replicationFactor,
        IReadOnlyDictionary<string, string?> settings)
    {
        Name = name;
        _include = new JavaRegex(string.Join('|', include));
        _exclude = new JavaRegex(string.Join('|', exclude));
        Partitions = partitions;
        ReplicationFactor = replicationFactor;
        Settings = settings;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How many partitions; -1 for the broker's default.</summary>
    public int Partitions { get; }

    /// <summary>How many replicas; -1 for the broker's default.</summary>
    public short ReplicationFactor { get; }

    /// <summary>Other settings of the topics.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Whether a topic belongs to the group.</summary>
    public bool Matches(string topic) => !_exclude.IsFullMatch(topic) && _include.IsFullMatch(topic);
}
