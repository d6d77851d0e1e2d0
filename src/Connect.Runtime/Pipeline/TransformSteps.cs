using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Errors;
using Connect.Runtime.Plugins;
using Connect.Transforms;

namespace Connect.Runtime.Pipeline;

/// <summary>Creates the transforms and predicates that a connector's configuration lists.</summary>
/// <remarks>Corresponds to <c>ConnectorConfig.transformationStages</c>, with its texts.</remarks>
internal static class TransformSteps
{
    private const string PredicateKey = "predicate";
    private const string NegateKey = "negate";

    /// <summary>Creates new instances for one task.</summary>
    /// <param name="config">The connector's configuration, parsed by its enriched definition (<see cref="EnrichedDefinition"/>), with variables
    /// resolved.</param>
    /// <param name="plugins">The plugins of the worker.</param>
    /// <returns>The transforms in order.</returns>
    /// <exception cref="ConnectException">A transform or predicate cannot be created; the inner exception says why.</exception>
    public static IReadOnlyList<PredicatedTransform> Create(ParsedConfig config, PluginRegistry plugins)
    {
        var steps = new List<PredicatedTransform>();
        foreach (var alias in config.GetList(ConnectorKeys.Transforms))
        {
            try
            {
                steps.Add(CreateStep(config, plugins, alias));
            }
            catch (Exception e) when (e is ConnectException or ArgumentException)
            {
                DisposeAll(steps);
                throw new ConnectException($"{JavaTrace.NameOf(e)}: {e.Message}", e);
            }
        }

        return steps;
    }

    private static PredicatedTransform CreateStep(ParsedConfig config, PluginRegistry plugins, string alias)
    {
        var own = OwnKeys(config, $"{ConnectorKeys.Transforms}.{alias}.");
        own.Remove(PredicateKey, out var predicateAlias);
        own.Remove(NegateKey, out var negate);
        var transform = plugins.Find<ITransform<ConnectRecord>>(PluginKind.Transformation, TypeOf(config, ConnectorKeys.Transforms, alias));
        var instance =
            plugins.Create<ITransform<ConnectRecord>>(
                PluginKind.Transformation, transform.ClassName, own, VersionOf(config, ConnectorKeys.Transforms, alias));
        try
        {
            return predicateAlias is null
                ? new(alias, transform.ClassName, instance)
                : new(alias, transform.ClassName, instance, CreatePredicate(config, plugins, predicateAlias),
                    string.Equals(negate, "true", StringComparison.OrdinalIgnoreCase))
                {
                    PredicateAlias = predicateAlias,
                    PredicateClass = TypeOf(config, ConnectorKeys.Predicates, predicateAlias),
                };
        }
        catch
        {
            (instance as IDisposable)?.Dispose();
            throw;
        }
    }

    private static IPredicate<ConnectRecord> CreatePredicate(ParsedConfig config, PluginRegistry plugins, string alias)
    {
        // Kafka Connect checks the version first, and wraps that error.
        var version = $"{ConnectorKeys.Predicates}.{alias}.plugin.version";
        if (!config.Values.ContainsKey(version))
        {
            var unknown = new ConfigException($"Unknown configuration '{version}'");
            throw new ConnectException($"{JavaTrace.NameOf(unknown)}: {unknown.Message}", unknown);
        }

        var type = TypeOf(config, ConnectorKeys.Predicates, alias);
        return plugins.Create<IPredicate<ConnectRecord>>(
            PluginKind.Predicate, type, OwnKeys(config, $"{ConnectorKeys.Predicates}.{alias}."), VersionOf(config, ConnectorKeys.Predicates, alias));
    }

    private static string TypeOf(ParsedConfig config, string list, string alias)
    {
        var key = $"{list}.{alias}.type";
        return config.GetClass(key)?.Name ?? throw new ConfigException(key, null);
    }

    private static string? VersionOf(ParsedConfig config, string list, string alias) =>
        config.Values.GetValueOrDefault($"{list}.{alias}.plugin.version") as string;

    private static Dictionary<string, string?> OwnKeys(ParsedConfig config, string prefix) =>
        config.GetOriginalsWithPrefix(prefix).ToDictionary(entry => entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);

    private static void DisposeAll(List<PredicatedTransform> steps)
    {
        foreach (var step in steps)
        {
            (step.Transform as IDisposable)?.Dispose();
            (step.Predicate as IDisposable)?.Dispose();
        }
    }
}
