using Connect.Configuration;

namespace Connect.Plugins;

/// <summary>Describes a plugin: its names, its keys, and how to create an instance.</summary>
/// <param name="Kind">The kind of plugin.</param>
/// <param name="ClassName">Its canonical name in <c>GET /connector-plugins</c> and internal topics. Shipped plugins have the name of Kafka Connect's
/// class.</param>
/// <param name="ImplementationType">The .NET class.</param>
/// <param name="Version">Its version; null if it has none.</param>
/// <param name="Config">The keys that it reads.</param>
public abstract record PluginDescriptor(PluginKind Kind, string ClassName, Type ImplementationType, string? Version, ConfigDef Config)
{
    /// <summary>Additional names that configurations may use, besides the full .NET name and Kafka Connect's short names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
