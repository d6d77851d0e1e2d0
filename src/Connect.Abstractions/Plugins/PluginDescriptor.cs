using Connect.Configuration;

namespace Connect.Plugins;

/// <summary>Describes a plugin: its names, its keys, and how an instance is made.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="ClassName">Its canonical name, as <c>GET /connector-plugins</c> shows it and as internal topics keep it. Shipped plugins have the name of Kafka Connect's class.</param>
/// <param name="ImplementationType">The .NET class.</param>
/// <param name="Version">Its version; null when it has none.</param>
/// <param name="Config">The keys that it reads.</param>
public abstract record PluginDescriptor(PluginKind Kind, string ClassName, Type ImplementationType, string? Version, ConfigDef Config)
{
    /// <summary>Other names by which configurations may call it, beside the .NET full name and Kafka Connect's rules for short names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
