using Connect.Configuration;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Pipeline;

/// <summary>What one connector's configuration comes to: its variables resolved, its values parsed. Immutable.</summary>
internal sealed class ConnectorPlan
{
    /// <summary>Parses a configuration.</summary>
    /// <param name="name">The connector's name.</param>
    /// <param name="properties">The configuration, variables resolved.</param>
    /// <param name="type">Which way it moves records.</param>
    /// <param name="plugins">The plugins of the worker.</param>
    /// <exception cref="ConfigException">A value is missing or not valid.</exception>
    public ConnectorPlan(string name, IReadOnlyDictionary<string, string?> properties, ConnectorType type, PluginClasses plugins)
    {
        Name = name;
        Properties = properties;
        Type = type;
        var definition = type == ConnectorType.Source ? SourceConnectorDefinition.Create(plugins) : SinkConnectorDefinition.Create(plugins);
        Parsed = EnrichedDefinition.Parse(definition, properties, plugins);
    }

    /// <summary>The connector's name.</summary>
    public string Name { get; }

    /// <summary>The configuration, variables resolved.</summary>
    public IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>Which way it moves records.</summary>
    public ConnectorType Type { get; }

    /// <summary>Its values, parsed.</summary>
    public ParsedConfig Parsed { get; }

    /// <summary>The most tasks that it may have.</summary>
    public int MaxTasks => Parsed.GetInt32(ConnectorKeys.TasksMax);

    /// <summary>Whether it fails when it makes more.</summary>
    public bool EnforcesMaxTasks => Parsed.GetBoolean(ConnectorKeys.TasksMaxEnforce);

    /// <summary>One text; null where there is none.</summary>
    public string? this[string key] => Properties.GetValueOrDefault(key);

    /// <summary>The keys of a map below a prefix, without it.</summary>
    public static Dictionary<string, string?> Below(IReadOnlyDictionary<string, string?> properties, string prefix)
    {
        var below = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, value) in properties)
        {
            if (key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal))
                below[key[prefix.Length..]] = value;
        }

        return below;
    }

    /// <summary>How it wants errors dealt with.</summary>
    public Errors.ErrorPolicy ErrorPolicy => new()
    {
        Tolerance = Parsed.GetString(ConnectorKeys.ErrorsTolerance) == "all" ? Errors.ErrorTolerance.All : Errors.ErrorTolerance.None,
        RetryTimeout = Parsed.GetInt64(ConnectorKeys.ErrorsRetryTimeout) is >= 0 and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : Timeout.InfiniteTimeSpan,
        RetryDelayMax = TimeSpan.FromMilliseconds(Parsed.GetInt64(ConnectorKeys.ErrorsRetryDelayMaxMs)),
        LogsErrors = Parsed.GetBoolean(ConnectorKeys.ErrorsLogEnable),
        LogsRecords = Parsed.GetBoolean(ConnectorKeys.ErrorsLogIncludeMessages),
        DeadLetterTopic = Type == ConnectorType.Sink && Parsed.GetString(ConnectorKeys.DeadLetterQueueTopic) is { Length: > 0 } topic ? topic : null,
        DeadLetterReplicationFactor = Type == ConnectorType.Sink ? Parsed.GetInt16(ConnectorKeys.DeadLetterQueueReplicationFactor) : (short)-1,
        DeadLetterContextHeaders = Type == ConnectorType.Sink && Parsed.GetBoolean(ConnectorKeys.DeadLetterQueueContextHeaders),
    };
}
