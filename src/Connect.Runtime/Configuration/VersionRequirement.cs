using Connect.Plugins;

namespace Connect.Runtime.Configuration;

/// <summary>Checks that the version of a plugin that a configuration asks for is the one that is here.</summary>
internal static class VersionRequirement
{
    /// <summary>Fails for a version that is not here.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="requirement">What the configuration says; null for any version.</param>
    /// <exception cref="ConfigException">It is not here, or the text is no version.</exception>
    public static void EnsureMet(PluginDescriptor plugin, string? requirement)
    {
        var version = plugin.Version ?? "undefined";
        if (VersionRange.ParseRequirement(requirement) is { } range && !range.Contains(new PluginVersion(version)))
            throw new ConfigException($"Plugin {plugin.ClassName} not found that matches the version range {range}, available versions: [{version}]");
    }
}
