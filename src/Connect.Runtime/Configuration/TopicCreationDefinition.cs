using Connect.Configuration;
using Connect.JavaCompatibility.Patterns;
using Connect.Runtime.Configuration.Validators;

namespace Connect.Runtime.Configuration;

/// <summary>What one group of topics can be configured with, as <c>org.apache.kafka.connect.runtime.TopicCreationConfig</c>.</summary>
internal static class TopicCreationDefinition
{
    public const string DefaultGroup = "default";
    public const string Include = "include";
    public const string Exclude = "exclude";
    public const string ReplicationFactor = "replication.factor";
    public const string Partitions = "partitions";

    private static readonly IConfigValidator Regexes = ConfigValidators.Composite(
        ConfigValidators.NonNull, ConfigValidators.Lambda(EnsureRegexes, "valid regexes"));

    /// <summary>Adds the default group to a source connector's definition.</summary>
    public static ConfigDef AddDefaultGroup(ConfigDef definition) =>
        definition.Embed(PrefixOf(DefaultGroup), GroupOf(DefaultGroup), 0, Sizes(Patterns(GroupOf(DefaultGroup), ".*"), GroupOf(DefaultGroup)));

    /// <summary>Adds a group whose sizes are those of the default group unless it has its own.</summary>
    public static ConfigDef AddGroup(ConfigDef definition, string name, short replicationFactor, int partitions) =>
        definition.Embed(PrefixOf(name), GroupOf(name), 0, Sizes(Patterns(GroupOf(name), ""), GroupOf(name), replicationFactor, partitions));

    /// <summary>What the keys of a group begin with.</summary>
    public static string PrefixOf(string name) => $"{ConnectorKeys.TopicCreationPrefix}{name}.";

    private static string GroupOf(string name) => $"Topic Creation: {name}";

    private static ConfigDef Patterns(string group, string include) =>
        new ConfigDef()
            .Define(
                Include, ConfigType.List, include, ConfigImportance.Low,
                "Regular expressions of the topics that belong to the group.",
                Regexes, group, 1, ConfigWidth.Long, "Topic inclusion topic pattern for " + group)
            .Define(
                Exclude, ConfigType.List, "", ConfigImportance.Low,
                "Regular expressions of topics to exclude from the group; exclusion takes precedence.",
                Regexes, group, 2, ConfigWidth.Long, "Topic exclusion topic pattern for " + group);

    private static ConfigDef Sizes(ConfigDef definition, string group) =>
        definition
            .Define(
                ReplicationFactor, ConfigType.Short, ConfigImportance.Low, "The replication factor of the topics; -1 for the broker's default.",
                TopicSettingValidator.ReplicationFactor, group, 3, ConfigWidth.Long, "Replication Factor for Topics in " + group)
            .Define(
                Partitions, ConfigType.Int, ConfigImportance.Low, "The number of partitions of the topics; -1 for the broker's default.",
                TopicSettingValidator.Partitions, group, 4, ConfigWidth.Long, "Partition Count for Topics in " + group);

    private static ConfigDef Sizes(ConfigDef definition, string group, short replicationFactor, int partitions) =>
        definition
            .Define(
                ReplicationFactor, ConfigType.Short, replicationFactor, ConfigImportance.Low,
                "The replication factor of the topics; -1 for the broker's default.",
                TopicSettingValidator.ReplicationFactor, group, 3, ConfigWidth.Long, "Replication Factor for Topics in " + group)
            .Define(
                Partitions, ConfigType.Int, partitions, ConfigImportance.Low, "The number of partitions of the topics; -1 for the broker's default.",
                TopicSettingValidator.Partitions, group, 4, ConfigWidth.Long, "Partition Count for Topics in " + group);

    private static void EnsureRegexes(string name, object? value)
    {
        try
        {
            foreach (var pattern in (IReadOnlyList<object?>)value!)
                _ = new JavaRegex((string)pattern!);
        }
        catch (JavaRegexException e)
        {
            throw new ConfigException(name, value, $"Syntax error in regular expression: {e.Message}");
        }
    }
}
