using Connect.Plugins;

namespace Connect.Runtime.Plugins.Versions;

/// <summary>Selects the version of a plugin that a configuration requires.</summary>
/// <remarks>A plugin with the class name of a Kafka Connect plugin also counts as the Kafka Connect version with which it is compatible, because
/// existing configurations name that version.</remarks>
internal static class VersionRequirement
{
    private const string KafkaConnectPrefix = "org.apache.kafka.connect.";

    private const string Undefined = "undefined";

    private static readonly PluginVersion KafkaConnectVersion = new("4.3.1");

    /// <summary>Finds the newest version that satisfies a requirement.</summary>
    /// <param name="versions">The available versions of one plugin, oldest first.</param>
    /// <param name="requirement">The configured value; null for the newest.</param>
    /// <exception cref="ConfigException">None satisfies it, or the text is not a version.</exception>
    public static PluginDescriptor Select(IReadOnlyList<PluginDescriptor> versions, string? requirement)
    {
        if (VersionRange.ParseRequirement(requirement) is not { } range)
            return versions[^1];
        return versions.LastOrDefault(plugin => range.Contains(VersionOf(plugin)))
            ?? versions.LastOrDefault(
                plugin => plugin.ClassName.StartsWith(KafkaConnectPrefix, StringComparison.Ordinal) && range.Contains(KafkaConnectVersion))
            ?? throw new ConfigException(
                $"Plugin {versions[0].ClassName} not found that matches the version range {range}, available versions: "
                    + $"[{string.Join(", ", versions.Select(plugin => plugin.Version ?? Undefined))}]");
    }

    /// <summary>A plugin's version, to compare.</summary>
    public static PluginVersion VersionOf(PluginDescriptor plugin) => new(plugin.Version ?? Undefined);
}
