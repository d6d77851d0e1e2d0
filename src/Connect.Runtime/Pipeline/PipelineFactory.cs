using Connect.Connectors;
using Connect.Converters;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Errors;
using Connect.Runtime.Plugins;
using Connect.Transforms;

namespace Connect.Runtime.Pipeline;

/// <summary>Makes the converters and transforms of a task from its connector's configuration.</summary>
/// <param name="plugins">The plugins of the worker.</param>
/// <param name="worker">The worker's properties, variables resolved.</param>
internal sealed class PipelineFactory(PluginRegistry plugins, IReadOnlyDictionary<string, string?> worker)
{
    /// <summary>Makes the converters. A connector that names a converter configures it alone; otherwise the worker's converter has the worker's settings.</summary>
    /// <exception cref="ConfigException">There is no such class, or it refuses its configuration.</exception>
    public ConverterSet CreateConverters(ConnectorPlan plan)
    {
        var (key, keyClass) = CreateConverter<IConverter>(PluginKind.Converter, WorkerKeys.KeyConverter, "key", plan);
        var (value, valueClass) = CreateConverter<IConverter>(PluginKind.Converter, WorkerKeys.ValueConverter, "value", plan);
        var (header, headerClass) = CreateConverter<IHeaderConverter>(PluginKind.HeaderConverter, WorkerKeys.HeaderConverter, "header", plan);
        return new ConverterSet(key, keyClass, value, valueClass, header, headerClass);
    }

    /// <summary>Makes the chain of transforms.</summary>
    /// <exception cref="ConfigException">There is no such class, or it refuses its configuration.</exception>
    public TransformChain CreateTransforms(ConnectorPlan plan, RetryWithTolerance retry) =>
        new([.. plan.Transforms.Select(alias => CreateTransform(alias, plan))], retry);

    private PredicatedTransform CreateTransform(string alias, ConnectorPlan plan)
    {
        var config = plan.Below($"{ConnectorKeys.Transforms}.{alias}.");
        var descriptor = plugins.Find<ITransform<ConnectRecord>>(PluginKind.Transformation, TypeOf(config, ConnectorKeys.Transforms, alias));
        var transform = plugins.Create<ITransform<ConnectRecord>>(PluginKind.Transformation, descriptor.ClassName, config);
        var predicate = config.GetValueOrDefault("predicate") is { } name ? CreatePredicate(name, plan) : null;
        return new PredicatedTransform(alias, descriptor.ClassName, transform, predicate, predicate is not null && plan.IsNegated(alias));
    }

    private IPredicate<ConnectRecord> CreatePredicate(string alias, ConnectorPlan plan)
    {
        var config = plan.Below($"{ConnectorKeys.Predicates}.{alias}.");
        return plugins.Create<IPredicate<ConnectRecord>>(PluginKind.Predicate, TypeOf(config, ConnectorKeys.Predicates, alias), config);
    }

    private (T Converter, string ClassName) CreateConverter<T>(PluginKind kind, string key, string type, ConnectorPlan plan)
        where T : class
    {
        var owner = plan[key] is null ? worker : plan.Properties;
        var name = owner.GetValueOrDefault(key) ?? (kind == PluginKind.HeaderConverter
            ? "org.apache.kafka.connect.storage.SimpleHeaderConverter"
            : throw new ConfigException($"Missing required configuration \"{key}\" which has no default value."));
        var config = ConnectorPlan.Below(owner, key + ".");
        config["converter.type"] = type;
        var descriptor = plugins.Find<T>(kind, name);
        return (plugins.Create<T>(kind, descriptor.ClassName, config), descriptor.ClassName);
    }

    private static string TypeOf(IReadOnlyDictionary<string, string?> config, string key, string alias) =>
        config.GetValueOrDefault("type") ?? throw new ConfigException($"Missing required configuration \"{key}.{alias}.type\" which has no default value.");
}
