using Connect.Configuration;
using Connect.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>The configuration providers that every worker knows, under Kafka's names.</summary>
internal static class ShippedConfigProviders
{
    private const string Package = "org.apache.kafka.common.config.provider.";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PluginDescriptor> All { get; } =
    [
        Describe<FileConfigProvider>(
            (services, config) => new FileConfigProvider(config, services.GetRequiredService<ILogger<FileConfigProvider>>())),
        Describe<DirectoryConfigProvider>(
            (services, config) => new DirectoryConfigProvider(config, services.GetRequiredService<ILogger<DirectoryConfigProvider>>())),
        Describe<EnvVarConfigProvider>((_, config) => new EnvVarConfigProvider(config)),
    ];

    private static PluginDescriptor<IConfigProvider> Describe<TProvider>(
        Func<IServiceProvider, IReadOnlyDictionary<string, string?>, IConfigProvider> create) =>
        new(PluginKind.ConfigProvider, Package + typeof(TProvider).Name, typeof(TProvider), null, new ConfigDef(), create);
}
