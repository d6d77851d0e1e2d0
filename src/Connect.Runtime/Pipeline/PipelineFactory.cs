using Connect.Converters;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Errors;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Pipeline;

/// <summary>Creates the converters and transforms of a task from its connector's configuration.</summary>
/// <param name="plugins">The plugins of the worker.</param>
/// <param name="worker">The worker's properties, with variables resolved.</param>
internal sealed class PipelineFactory(PluginRegistry plugins, IReadOnlyDictionary<string, string?> worker)
{
    /// <summary>Creates the converters. A converter that the connector names gets only the connector's settings; otherwise the worker's converter
    /// gets the worker's settings.</summary>
    /// <exception cref="ConfigException">There is no such class, or it refuses its configuration.</exception>
    public ConverterSet CreateConverters(ConnectorPlan plan)
    {
        var (key, keyClass) = CreateConverter<IConverter>(PluginKind.Converter, WorkerKeys.KeyConverter, "key", plan);
        var (value, valueClass) = CreateConverter<IConverter>(PluginKind.Converter, WorkerKeys.ValueConverter, "value", plan);
        var (header, headerClass) = CreateConverter<IHeaderConverter>(PluginKind.HeaderConverter, WorkerKeys.HeaderConverter, "header", plan);
        return new ConverterSet(key, keyClass, value, valueClass, header, headerClass);
    }

    /// <summary>Creates the chain of transforms.</summary>
    /// <exception cref="ConnectException">A transform or predicate cannot be created.</exception>
    public TransformChain CreateTransforms(ConnectorPlan plan, RetryWithTolerance retry) => new(TransformSteps.Create(plan.Parsed, plugins), retry);

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
        return (plugins.Create<T>(kind, descriptor.ClassName, config, owner.GetValueOrDefault(key + ConnectorKeys.PluginVersionSuffix)),
            descriptor.ClassName);
    }
}
