using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Configuration;

/// <summary>Makes the providers that a worker's configuration lists (<c>config.providers</c>).</summary>
internal static class ConfigProviders
{
    /// <summary>Makes them, and adds each to a map at once, so that the caller can dispose of those that were made before one failed.</summary>
    /// <param name="providers">The providers by the name that references use.</param>
    /// <param name="workerConfig">The worker's configuration as it stands; the providers' own settings cannot refer to providers.</param>
    /// <param name="plugins">The plugins of the worker.</param>
    /// <exception cref="ConfigException">A provider has no class, an unknown one, or refuses its settings.</exception>
    public static void AddTo(Dictionary<string, IConfigProvider> providers, IReadOnlyDictionary<string, string?> workerConfig, PluginRegistry plugins)
    {
        if (ConfigDef.ParseType(WorkerKeys.ConfigProviders, workerConfig.GetValueOrDefault(WorkerKeys.ConfigProviders), ConfigType.List) is not IReadOnlyList<object?> names)
            return;
        foreach (var name in names.Cast<string>().Where(name => name.Length > 0))
        {
            var prefix = $"{WorkerKeys.ConfigProviders}.{name}.";
            if (workerConfig.GetValueOrDefault(prefix + "class") is not { } className)
                throw new ConfigException($"Missing required configuration \"{prefix}class\" which has no default value.");
            providers[name] = plugins.Create<IConfigProvider>(PluginKind.ConfigProvider, className, Parameters(workerConfig, prefix + "param."));
        }
    }

    private static Dictionary<string, string?> Parameters(IReadOnlyDictionary<string, string?> config, string prefix) =>
        config.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value, StringComparer.Ordinal);
}
