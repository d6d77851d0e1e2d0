using System.Diagnostics.CodeAnalysis;
using Connect.Configuration;
using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Pipeline;

/// <summary>One version of a connector's configuration, with variables resolved and values parsed. Immutable.</summary>
internal sealed class ConnectorPlan
{
    private readonly KeyValuePair<string, string>[] _references;

    private ConnectorPlan(ConnectorConfig config, IReadOnlyDictionary<string, string?> properties, IConnector unstarted, PluginClasses plugins)
    {
        Config = config;
        Properties = properties;
        Type = unstarted is ISourceConnector ? ConnectorType.Source : ConnectorType.Sink;
        TaskType = unstarted.TaskType;
        _references =
            [.. config.Properties.Where(entry => entry.Value is { } value && ConfigVariable.FindAll(value).Any())
                .Select(entry => KeyValuePair.Create(entry.Key, entry.Value!))];
        if (Type == ConnectorType.Sink)
            SinkTopics.EnsureValid(properties);
        var definition = Type == ConnectorType.Source ? SourceConnectorDefinition.Create(plugins) : SinkConnectorDefinition.Create(plugins);
        Parsed = EnrichedDefinition.Parse(definition, properties, plugins);
    }

    /// <summary>The connector's name.</summary>
    public string Name => Config.Name;

    /// <summary>The submitted configuration, with unresolved variables.</summary>
    public ConnectorConfig Config { get; }

    /// <summary>The configuration, with variables resolved.</summary>
    public IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>Which way it moves records.</summary>
    public ConnectorType Type { get; }

    /// <summary>The class of its tasks.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    public Type TaskType { get; }

    /// <summary>Its values, parsed.</summary>
    public ParsedConfig Parsed { get; }

    /// <summary>How long the values of its variables are good for, the shortest of all; null where no provider says so.</summary>
    public TimeSpan? TimeToLive { get; private init; }

    /// <summary>Whether it is restarted when the value of a variable has changed.</summary>
    public bool ReloadsSecrets => Parsed.GetString(ConnectorKeys.ConfigActionReload) == ConnectorKeys.ReloadRestart;

    /// <summary>The most tasks that it may have.</summary>
    public int MaxTasks => Parsed.GetInt32(ConnectorKeys.TasksMax);

    /// <summary>Whether it fails when it makes more.</summary>
    public bool EnforcesMaxTasks => Parsed.GetBoolean(ConnectorKeys.TasksMaxEnforce);

    /// <summary>The value of a key; null if there is none.</summary>
    public string? this[string key] => Properties.GetValueOrDefault(key);

    /// <summary>Resolves the variables of a configuration and parses it.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="registry">The plugins of the worker.</param>
    /// <param name="classes">Resolves plugin class names.</param>
    /// <param name="variables">Resolves variables.</param>
    /// <exception cref="ConfigException">A value is missing or not valid, or a provider cannot read its values.</exception>
    public static async Task<ConnectorPlan> CreateAsync(
        ConnectorConfig config, PluginRegistry registry, PluginClasses classes, ConfigTransformer variables)
    {
        var resolved = await variables.TransformAsync(config.Properties).ConfigureAwait(false);
        var properties = resolved.Data;
        var unstarted = registry.GetUnstartedConnector(config.ConnectorClass ?? "", properties.GetValueOrDefault(ConnectorKeys.ConnectorVersion));
        return new ConnectorPlan(config, properties, unstarted, classes) { TimeToLive = resolved.TimeToLive };
    }

    /// <summary>Asks the providers again.</summary>
    /// <param name="variables">Resolves variables.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether a value is another one now, and how long the values are good for.</returns>
    /// <exception cref="ConfigException">A provider cannot read its values.</exception>
    public async Task<(bool HasChanged, TimeSpan? TimeToLive)> LookAgainAsync(ConfigTransformer variables, CancellationToken cancellationToken)
    {
        var resolved = await variables.TransformAsync(Config.Properties, cancellationToken).ConfigureAwait(false);
        return (resolved.Data.Any(entry => Properties.GetValueOrDefault(entry.Key) != entry.Value), resolved.TimeToLive);
    }

    /// <summary>A task's configuration as it is stored: with the keys that the runtime adds, and with the connector's references instead of their
    /// values, so that no secret is stored.</summary>
    /// <remarks>Corresponds to <c>Worker.connectorTaskConfigs</c> and <c>AbstractHerder.reverseTransform</c>.</remarks>
    public TaskConfig ToStored(TaskConfig asked)
    {
        var stored = new OrderedDictionary<string, string?>(asked, StringComparer.Ordinal) { ["task.class"] = PluginNames.ClassNameOf(TaskType) };
        if (Type == ConnectorType.Sink)
        {
            foreach (var key in new[] { ConnectorKeys.Topics, ConnectorKeys.TopicsRegex })
            {
                if (this[key] is { } value)
                    stored[key] = value;
            }
        }

        foreach (var (key, reference) in _references)
            stored[key] = reference;
        return new TaskConfig(stored);
    }

    /// <summary>Resolves a task's stored configuration; the connector's own references are already resolved.</summary>
    /// <param name="stored">The configuration.</param>
    /// <param name="variables">Resolves references that only the task has.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConfigException">A provider cannot read its values.</exception>
    public async ValueTask<IReadOnlyDictionary<string, string?>> ResolveAsync(
        TaskConfig stored, ConfigTransformer variables, CancellationToken cancellationToken)
    {
        var known = _references.Where(reference => stored.TryGetValue(reference.Key, out var value) && value == reference.Value)
            .Select(reference => reference.Key).ToHashSet(StringComparer.Ordinal);
        var others = new OrderedDictionary<string, string?>(
            stored.Select(entry => known.Contains(entry.Key) ? new(entry.Key, null) : entry), StringComparer.Ordinal);
        var resolved = new OrderedDictionary<string, string?>(
            (await variables.TransformAsync(others, cancellationToken).ConfigureAwait(false)).Data, StringComparer.Ordinal);
        foreach (var key in known)
            resolved[key] = Properties[key];
        return resolved;
    }

    /// <summary>The entries of a map whose keys have a prefix, without the prefix.</summary>
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

    /// <summary>The connector's error settings.</summary>
    public Errors.ErrorPolicy ErrorPolicy => new()
    {
        Tolerance = Parsed.GetString(ConnectorKeys.ErrorsTolerance) == "all" ? Errors.ErrorTolerance.All : Errors.ErrorTolerance.None,
        RetryTimeout = Parsed.GetInt64(ConnectorKeys.ErrorsRetryTimeout) is >= 0 and var milliseconds
            ? TimeSpan.FromMilliseconds(milliseconds) : Timeout.InfiniteTimeSpan,
        RetryDelayMax = TimeSpan.FromMilliseconds(Parsed.GetInt64(ConnectorKeys.ErrorsRetryDelayMaxMs)),
        LogsErrors = Parsed.GetBoolean(ConnectorKeys.ErrorsLogEnable),
        LogsRecords = Parsed.GetBoolean(ConnectorKeys.ErrorsLogIncludeMessages),
        DeadLetterTopic = Type == ConnectorType.Sink && Parsed.GetString(ConnectorKeys.DeadLetterQueueTopic) is { Length: > 0 } topic ? topic : null,
        DeadLetterReplicationFactor = Type == ConnectorType.Sink ? Parsed.GetInt16(ConnectorKeys.DeadLetterQueueReplicationFactor) : (short)-1,
        DeadLetterContextHeaders = Type == ConnectorType.Sink && Parsed.GetBoolean(ConnectorKeys.DeadLetterQueueContextHeaders),
    };
}
