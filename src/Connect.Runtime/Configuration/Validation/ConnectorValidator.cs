using Connect.Configuration;
using Connect.Connectors;
using Connect.JavaCompatibility;
using Connect.Plugins;
using Connect.Runtime.Plugins;
using Connect.Runtime.Plugins.Versions;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>Validates the whole configuration of a connector, and counts and orders what it finds as Kafka Connect's REST API does.</summary>
/// <remarks>
/// 1. Variables are resolved. 2. The class is found; without one there is nothing to validate. 3. The common keys and those of listed transforms
/// and predicates are validated. 4. The worker has its say. 5. The converters' own settings follow, 6. the overridden client settings,
/// 7. the connector's own validation, whose definitions and findings win over the common ones. 8. Resolved values are hidden again.
/// Thread-safe. Corresponds to <c>org.apache.kafka.connect.runtime.AbstractHerder.validateConnectorConfig</c>.
/// </remarks>
internal sealed class ConnectorValidator
{
    private const string PasswordType = "PASSWORD";
    private readonly PluginRegistry _registry;
    private readonly PluginClasses _plugins;
    private readonly ConfigTransformer _transformer;
    private readonly IConnectorConfigCheck _check;
    private readonly ConnectorDefaultsReader _defaults;
    private readonly ClientOverrides _overrides;
    private readonly ConverterSettings _converters;

    /// <summary>Prepares validations for a worker.</summary>
    /// <param name="registry">The plugins of the worker.</param>
    /// <param name="workerConfig">The worker's configuration.</param>
    /// <param name="transformer">Resolves variables.</param>
    /// <param name="policy">Says which client settings may be overridden.</param>
    /// <param name="check">What the worker has to say beside its definitions.</param>
    /// <param name="clients">Knows what a client can be made with.</param>
    public ConnectorValidator(
        PluginRegistry registry,
        IReadOnlyDictionary<string, string?> workerConfig,
        ConfigTransformer transformer,
        IClientConfigOverridePolicy policy,
        IConnectorConfigCheck check,
        IClientSettingsCheck clients)
    {
        _registry = registry;
        _plugins = new PluginClasses(registry);
        _transformer = transformer;
        _check = check;
        _defaults = new ConnectorDefaultsReader(workerConfig, _plugins);
        _overrides = new ClientOverrides(policy, clients);
        _converters = new ConverterSettings(_plugins);
    }

    /// <summary>Validates a configuration.</summary>
    /// <param name="asked">The configuration, with unresolved variables.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Everything that was found out.</returns>
    /// <exception cref="BadRequestException">There is no <c>connector.class</c>, or no such plugin.</exception>
    /// <exception cref="ConfigException">A provider cannot read its values.</exception>
    public async Task<ConfigInfos> ValidateAsync(IReadOnlyDictionary<string, string?> asked, CancellationToken cancellationToken)
    {
        var config = (await _transformer.TransformAsync(asked, cancellationToken).ConfigureAwait(false)).Data;
        if (config.GetValueOrDefault(ConnectorKeys.ConnectorClass) is not { } className)
            throw new BadRequestException(
                $"Connector config {{{string.Join(", ", JavaHashOrder.Of(asked.Keys).Select(key => $"{key}={asked[key] ?? "null"}"))}}} contains no "
                    + "connector type");
        var values = new ResolvedValues(asked, config);
        try
        {
            var plugin = Find(className);
            var infos = VersionError(plugin, config) is { } error
                ? WithVersionError(className, plugin, config, error)
                : await ValidateAsync(
                    className, _plugins.Select(plugin, config.GetValueOrDefault(ConnectorKeys.ConnectorVersion)), config,
                    cancellationToken).ConfigureAwait(false);
            var creationError = infos.ErrorCount == 0 && plugin.Kind == PluginKind.Source ? TopicCreationCheck.Find(config, _plugins) : null;
            var faults = infos.ErrorCount == 0 ? _overrides.FindFaults(plugin, config, _check.SourcesHaveConsumers) : [];
            return values.Hide(infos) with
            {
                CreationError = creationError is null ? null : values.Hide(creationError),
                Faults = [.. faults.Select(fault => (fault.Key, values.Hide(fault.Error)))],
            };
        }
        catch (BadRequestException e)
        {
            throw new BadRequestException(values.Hide(e.Message));
        }
        catch (ConfigException e)
        {
            // The text may hold a value that was resolved; so may the exception itself, which therefore does not go along.
            throw new ConfigException(values.Hide(e.Message));
        }
    }

    /// <summary>The keys of a configuration whose values are passwords: those of the connector, its converters, transforms and predicates, and of
    /// client settings that it overrides.</summary>
    /// <param name="config">The configuration, with unresolved variables.</param>
    /// <exception cref="ConnectException">The connector's class, or one that it names, is not there.</exception>
    public IReadOnlySet<string> PasswordKeysOf(IReadOnlyDictionary<string, string?> config)
    {
        var className = config.GetValueOrDefault(ConnectorKeys.ConnectorClass)
            ?? throw new BadRequestException("The configuration has no connector.class.");
        var plugin = _plugins.Select(Find(className), config.GetValueOrDefault(ConnectorKeys.ConnectorVersion));
        var definition = EnrichedDefinition.Create(CommonDefinition(plugin, config), config, _plugins, requireAll: false);
        var own = definition.Keys.Concat(_registry.GetUnstartedConnector(plugin).Config.Keys).Where(key => key.Type == ConfigType.Password)
            .Select(key => key.Name);
        var others = _converters.Validate(className, config, definition.Validate(config, _plugins))
            .Concat(_overrides.Validate(plugin, config, _check.SourcesHaveConsumers))
            .SelectMany(part => part.Configs).Where(entry => entry.Definition?.Type == PasswordType).Select(entry => entry.Value.Name);
        return own.Concat(others).ToHashSet(StringComparer.Ordinal);
    }

    private async Task<ConfigInfos> ValidateAsync(
        string className, PluginDescriptor plugin, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var connector = _registry.GetUnstartedConnector(plugin);
        var definition = EnrichedDefinition.Create(CommonDefinition(plugin, config), config, _plugins, requireAll: false);
        var result = definition.Validate(config, _plugins);
        if (plugin.Kind == PluginKind.Sink)
            SinkTopics.Validate(config, result);
        _check.Check(connector, config, result);
        AddNullErrors(config, result);
        var converters = _converters.Validate(className, config, result);
        var overrides = _overrides.Validate(plugin, config, _check.SourcesHaveConsumers).ToArray();
        var own = await connector.ValidateAsync(config, cancellationToken).ConfigureAwait(false);
        return Merge(className, [Combine(className, definition, result, connector.Config, own), .. overrides, .. converters]);
    }

    private PluginDescriptor Find(string className)
    {
        try
        {
            return _registry.FindConnector(className);
        }
        catch (ConfigException e)
        {
            throw new BadRequestException(e.Message, e);
        }
    }

    private string? VersionError(PluginDescriptor plugin, IReadOnlyDictionary<string, string?> config)
    {
        var version = config.GetValueOrDefault(ConnectorKeys.ConnectorVersion);
        try
        {
            VersionRange.ParseRequirement(version);
        }
        catch (ConfigException e)
        {
            throw new BadRequestException(e.Message, e);
        }

        try
        {
            _plugins.Select(plugin, version);
            return null;
        }
        catch (ConfigException e)
        {
            return e.Message;
        }
    }

    private ConfigInfos WithVersionError(string className, PluginDescriptor plugin, IReadOnlyDictionary<string, string?> config, string error)
    {
        var definition = ConnectorDefinition.Create(ConnectorDefaults.None with { ConnectorVersion = plugin.Version }, _plugins, PluginClasses.None);
        var result = definition.Validate(config, _plugins);
        result[ConnectorKeys.ConnectorClass].AddError(error);
        result[ConnectorKeys.ConnectorVersion].AddError(error);
        result[ConnectorKeys.ConnectorVersion].RecommendedValues = _plugins.VersionsOf(plugin);
        AddNullErrors(config, result);
        return ConfigInfoWriter.Write(className, definition.Keys, definition.Groups, result);
    }

    private ConfigDef CommonDefinition(PluginDescriptor plugin, IReadOnlyDictionary<string, string?> config)
    {
        var common = ConnectorDefinition.Create(_defaults.Read(config), _plugins, _plugins);
        return AddedDefinition.AddSet(
            plugin.Kind == PluginKind.Source ? SourceConnectorDefinition.AddTo(common) : SinkConnectorDefinition.AddTo(common), config);
    }

    private static void AddNullErrors(IReadOnlyDictionary<string, string?> config, ConfigValidationResult result)
    {
        foreach (var (key, _) in config.Where(entry => entry.Value is null))
            result[key].AddError("Null value can not be supplied as the configuration value.");
    }

    private static ConfigInfos Combine(
        string className, ConfigDef common, ConfigValidationResult result, ConfigDef own, ConfigValidationResult ownResult)
    {
        var keys = new OrderedDictionary<string, ConfigKey>(StringComparer.Ordinal);
        foreach (var key in common.Keys.Concat(own.Keys))
            keys[key.Name] = key;
        foreach (var value in ownResult)
            result.Set(value);
        return ConfigInfoWriter.Write(className, keys.Values, [.. common.Groups.Union(own.Groups, StringComparer.Ordinal)], result);
    }

    private static ConfigInfos Merge(string className, IReadOnlyList<ConfigInfos> parts) => new(
        className,
        parts.Sum(part => part.ErrorCount),
        [.. parts.SelectMany(part => part.Groups).Distinct(StringComparer.Ordinal)],
        [.. parts.SelectMany(part => part.Configs)]);
}
