using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Configuration;

/// <summary>A worker's configuration: parsed, its variables resolved, with what it says about the configurations of connectors.</summary>
internal sealed class WorkerConfig : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, IConfigProvider> _providers;

    private WorkerConfig(
        IReadOnlyDictionary<string, string?> properties,
        ParsedConfig parsed,
        IReadOnlyDictionary<string, IConfigProvider> providers,
        IClientConfigOverridePolicy overridePolicy)
    {
        Properties = properties;
        Parsed = parsed;
        _providers = providers;
        Variables = new ConfigTransformer(providers);
        OverridePolicy = overridePolicy;
    }

    /// <summary>What was given, variables resolved. Not for printing.</summary>
    public IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>Its values, parsed.</summary>
    public ParsedConfig Parsed { get; }

    /// <summary>Resolves variables in the configurations of connectors.</summary>
    public ConfigTransformer Variables { get; }

    /// <summary>Says which client settings connectors may override.</summary>
    public IClientConfigOverridePolicy OverridePolicy { get; }

    /// <summary>Reads a worker's configuration.</summary>
    /// <param name="properties">The configuration as it was given.</param>
    /// <param name="definition">What such a worker can be configured with: <see cref="StandaloneDefinition"/> or <see cref="DistributedDefinition"/>.</param>
    /// <param name="plugins">The plugins of the worker.</param>
    /// <param name="cancellationToken">Gives up waiting for a provider.</param>
    /// <exception cref="ConfigException">A value is missing or not valid, or a provider cannot read its values.</exception>
    public static async Task<WorkerConfig> ReadAsync(
        IReadOnlyDictionary<string, string?> properties, ConfigDef definition, PluginRegistry plugins, CancellationToken cancellationToken = default)
    {
        var providers = new Dictionary<string, IConfigProvider>(StringComparer.Ordinal);
        try
        {
            ConfigProviders.AddTo(providers, properties, plugins);
            var resolved = (await new ConfigTransformer(providers).TransformAsync(properties, cancellationToken).ConfigureAwait(false)).Data;
            var parsed = definition.Parse(resolved);
            var policy = plugins.Create<IClientConfigOverridePolicy>(
                PluginKind.ClientConfigOverridePolicy, parsed.GetString(WorkerKeys.ConnectorClientConfigOverridePolicy)!, resolved);
            return new WorkerConfig(resolved, parsed, providers, policy);
        }
        catch
        {
            await DisposeAsync(providers).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Disposes of the providers.</summary>
    public ValueTask DisposeAsync() => DisposeAsync(_providers);

    /// <summary>How many keys there are; none of the values.</summary>
    public override string ToString() => $"Worker configuration ({Properties.Count} keys)";

    private static async ValueTask DisposeAsync(IReadOnlyDictionary<string, IConfigProvider> providers)
    {
        foreach (var provider in providers.Values)
        {
            if (provider is IAsyncDisposable resource)
                await resource.DisposeAsync().ConfigureAwait(false);
            else
                (provider as IDisposable)?.Dispose();
        }
    }
}
