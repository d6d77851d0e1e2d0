using Connect.Configuration;

namespace Connect.Plugins;

/// <summary>Describes a plugin with a known interface.</summary>
/// <typeparam name="TPlugin">The interface: <c>IConverter</c>, <c>ITransform&lt;ConnectRecord&gt;</c>, ….</typeparam>
/// <param name="Kind">The kind of plugin.</param>
/// <param name="ClassName">Its canonical name.</param>
/// <param name="ImplementationType">The .NET class.</param>
/// <param name="Version">Its version; null if it has none.</param>
/// <param name="Config">The keys that it reads.</param>
/// <param name="Create">Creates an instance from the application's services and the plugin's own configuration (prefixes removed).</param>
public sealed record PluginDescriptor<TPlugin>(
    PluginKind Kind,
    string ClassName,
    Type ImplementationType,
    string? Version,
    ConfigDef Config,
    Func<IServiceProvider, IReadOnlyDictionary<string, string?>, TPlugin> Create)
    : PluginDescriptor(Kind, ClassName, ImplementationType, Version, Config)
    where TPlugin : class;
