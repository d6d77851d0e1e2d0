using Connect.Plugins;
using Connect.Runtime.Configuration.Versions;

namespace Connect.Runtime.Configuration;

/// <summary>Checks that the version of a plugin that a configuration asks for is the one that is here.</summary>
/// <remarks>A plugin that carries the name of one of Kafka Connect's is taken for the version that it agrees with, too: configurations that were saved there name it.</remarks>
internal static class VersionRequirement
{
    private const string KafkaConnectPrefix = "org.apache.kafka.connect.";

    private static readonly PluginVersion KafkaConnectVersion = new("4.3.1");

    /// <summary>Fails for a version that is not here.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="requirement">What the configuration says; null for any version.</param>
    /// <exception cref="ConfigException">It is not here, or the text is no version.</exception>
    public static void EnsureMet(PluginDescriptor plugin, string? requirement)
    {
        if (VersionRange.ParseRequirement(requirement) is not { } range)
            return;
        var version = plugin.Version ?? "undefined";
        var stands = plugin.ClassName.StartsWith(KafkaConnectPrefix, StringComparison.Ordinal) && range.Contains(KafkaConnectVersion);
        if (!stands && !range.Contains(new PluginVersion(version)))
            throw new ConfigException($"Plugin {plugin.ClassName} not found that matches the version range {range}, available versions: [{version}]");
    }
}
