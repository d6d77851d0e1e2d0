using Connect.Configuration;
using Connect.JavaCompatibility.Patterns;

namespace Connect.Runtime.Configuration;

/// <summary>The topics of a sink's configuration, and their validation.</summary>
/// <remarks>Corresponds to the static methods of <c>org.apache.kafka.connect.runtime.SinkConnectorConfig</c>, with the same messages.</remarks>
internal static class SinkTopics
{
    /// <summary>Whether <c>topics</c> is set.</summary>
    public static bool HasTopics(IReadOnlyDictionary<string, string?> config) => IsGiven(config, ConnectorKeys.Topics);

    /// <summary>Whether <c>topics.regex</c> is set.</summary>
    public static bool HasTopicsRegex(IReadOnlyDictionary<string, string?> config) => IsGiven(config, ConnectorKeys.TopicsRegex);

    /// <summary>Whether there is a dead letter queue.</summary>
    public static bool HasDeadLetterQueue(IReadOnlyDictionary<string, string?> config) => IsGiven(config, ConnectorKeys.DeadLetterQueueTopic);

    /// <summary>The topics of the list, without empty names and duplicates.</summary>
    public static IReadOnlyList<string> ParseTopics(IReadOnlyDictionary<string, string?> config) =>
        ConfigDef.ParseType(ConnectorKeys.Topics, config.GetValueOrDefault(ConnectorKeys.Topics), ConfigType.List) is IReadOnlyList<object?> topics
            ? [.. topics.Cast<string>().Where(topic => topic.Length > 0).Distinct(StringComparer.Ordinal)]
            : [];

    /// <summary>Throws if the topics are not valid.</summary>
    /// <exception cref="ConfigException">The first error.</exception>
    public static void EnsureValid(IReadOnlyDictionary<string, string?> config)
    {
        foreach (var (key, error) in Check(config))
            throw new ConfigException(key, config.GetValueOrDefault(key), error);
    }

    /// <summary>Adds each error to its key.</summary>
    public static void Validate(IReadOnlyDictionary<string, string?> config, ConfigValidationResult result)
    {
        foreach (var (key, error) in Check(config))
            result[key].AddError(error);
    }

    private static IEnumerable<(string Key, string Error)> Check(IReadOnlyDictionary<string, string?> config)
    {
        var hasTopics = HasTopics(config);
        var hasRegex = HasTopicsRegex(config);
        if (hasTopics == hasRegex)
        {
            var error = hasTopics
                ? "topics and topics.regex are mutually exclusive options, but both are set."
                : "Must configure one of topics or topics.regex";
            yield return (ConnectorKeys.Topics, error);
            yield return (ConnectorKeys.TopicsRegex, error);
        }

        if (hasRegex && AddedDefinition.RunsToEnd(config))
        {
            yield return (
                AddedKeys.RunToEnd, "The ends of topics are looked up when the tasks start, so run.to.end needs their names: use topics instead of "
                    + "topics.regex.");
        }

        if (!HasDeadLetterQueue(config))
            yield break;
        var queue = Trimmed(config, ConnectorKeys.DeadLetterQueueTopic)!;
        var topics = ParseTopics(config);
        if (topics.Contains(queue, StringComparer.Ordinal))
        {
            yield return (
                ConnectorKeys.Topics,
                $"The DLQ topic '{queue}' may not be included in the list of topics ('topics=[{string.Join(", ", topics)}]') consumed by the "
                    + "connector");
        }

        if (hasRegex && CheckRegex(config[ConnectorKeys.TopicsRegex]!, queue) is { } found)
            yield return (ConnectorKeys.TopicsRegex, found);
    }

    private static string? CheckRegex(string pattern, string queue)
    {
        try
        {
            return new JavaRegex(pattern).IsFullMatch(queue)
                ? $"The DLQ topic '{queue}' may not be matched by the regex for the topics ('topics.regex={pattern}') consumed by the connector"
                : null;
        }
        catch (JavaRegexException e)
        {
            return $"Invalid regex: {e.Message}";
        }
    }

    private static bool IsGiven(IReadOnlyDictionary<string, string?> config, string key) => Trimmed(config, key) is { Length: > 0 };

    private static string? Trimmed(IReadOnlyDictionary<string, string?> config, string key) =>
        (string?)ConfigDef.ParseType(key, config.GetValueOrDefault(key), ConfigType.String);
}
