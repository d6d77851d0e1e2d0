using Connect.Plugins;

namespace Connect.Runtime.Plugins.Versions;

/// <summary>Chooses among the versions of a plugin the one that a configuration asks for.</summary>
/// <remarks>A plugin that carries the name of one of Kafka Connect's is taken for the version that it agrees with, too: configurations that were saved there name it.</remarks>
internal static class VersionRequirement
{
    private const string KafkaConnectPrefix = "org.apache.kafka.connect.";

    private const string Undefined = "undefined";

    private static readonly PluginVersion KafkaConnectVersion = new("4.3.1");

    /// <summary>Finds the newest version that a configuration asks for.</summary>
    /// <param name="versions">The versions of one plugin that are here, oldest first.</param>
    /// <param name="requirement">What the configuration says; null for the newest.</param>
    /// <exception cref="ConfigException">None of them is asked for, or the text is no version.</exception>
    public static PluginDescriptor Select(IReadOnlyList<PluginDescriptor> versions, string? requirement)
    {
        if (VersionRange.ParseRequirement(requirement) is not { } range)
            return versions[^1];
        return versions.LastOrDefault(plugin => range.Contains(VersionOf(plugin)))
            ?? versions.LastOrDefault(plugin => plugin.ClassName.StartsWith(KafkaConnectPrefix, StringComparison.Ordinal) && range.Contains(KafkaConnectVersion))
            ?? throw new ConfigException(
                $"Plugin {versions[0].ClassName} not found that matches the version range {range}, available versions: [{string.Join(", ", versions.Select(plugin => plugin.Version ?? Undefined))}]");
    }

    /// <summary>A plugin's version, to compare.</summary>
    public static PluginVersion VersionOf(PluginDescriptor plugin) => new(plugin.Version ?? Undefined);
}
