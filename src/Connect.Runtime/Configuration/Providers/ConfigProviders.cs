using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>Creates the providers that a worker's configuration names.</summary>
internal static class ConfigProviders
{
    /// <summary>The name under which references reach the application's own configuration, unless the worker gives it to another provider.</summary>
    public const string Application = "app";

    private const string Prefix = WorkerKeys.ConfigProviders + ".";

    /// <summary>Reads <c>config.providers</c> and the keys below it.</summary>
    /// <param name="worker">The worker's configuration, with unresolved variables.</param>
    /// <param name="plugins">The worker's plugins.</param>
    /// <param name="services">The application's services.</param>
    /// <returns>The providers by the names that references use.</returns>
    /// <exception cref="ConfigException">A provider has no class, or one that is not known.</exception>
    public static IReadOnlyDictionary<string, IConfigProvider> Create(
        IReadOnlyDictionary<string, string?> worker, PluginRegistry plugins, IServiceProvider services)
    {
        var providers = new Dictionary<string, IConfigProvider>(StringComparer.Ordinal);
        if (services.GetService<IConfiguration>() is { } configuration)
            providers[Application] = new ApplicationConfigProvider(configuration);
        foreach (var name in (worker.GetValueOrDefault(WorkerKeys.ConfigProviders) ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var className = worker.GetValueOrDefault($"{Prefix}{name}.class")
                ?? throw new ConfigException(
                    $"{Prefix}{name}.class", null,
                    $"the provider '{name}' has no class. Set it to org.apache.kafka.common.config.provider.FileConfigProvider, for example.");
            var parameters = $"{Prefix}{name}.param.";
            providers[name] = plugins.Create<IConfigProvider>(
                PluginKind.ConfigProvider,
                className,
                worker.Where(entry => entry.Key.StartsWith(parameters, StringComparison.Ordinal))
                    .ToDictionary(entry => entry.Key[parameters.Length..], entry => entry.Value, StringComparer.Ordinal));
        }

        return providers;
    }
}
