using System.Reflection;
using Connect.Configuration;
using Connect.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Configuration;

/// <summary>The configuration providers and override policies that are shipped, under the names of Kafka's classes.</summary>
internal static class ConfigurationPlugins
{
    private const string Providers = "org.apache.kafka.common.config.provider.";
    private const string Policies = "org.apache.kafka.connect.connector.policy.";

    private static readonly string? Version =
        typeof(ConfigurationPlugins).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PluginDescriptor> All { get; } =
    [
        Provider<FileConfigProvider>(Providers + "FileConfigProvider", (services, config) => new(config, LoggerOf<FileConfigProvider>(services))),
        Provider<DirectoryConfigProvider>(Providers + "DirectoryConfigProvider", (services, config) => new(config, LoggerOf<DirectoryConfigProvider>(services))),
        Provider<EnvVarConfigProvider>(Providers + "EnvVarConfigProvider", (_, config) => new(config)),
        Provider<ApplicationConfigProvider>(typeof(ApplicationConfigProvider).FullName!, (services, _) => new(ApplicationOf(services))),
        Policy("All", _ => ClientConfigOverridePolicy.All),
        Policy("None", _ => ClientConfigOverridePolicy.None),
        Policy("Principal", _ => ClientConfigOverridePolicy.Principal),
        Policy("Allowlist", ClientConfigOverridePolicy.Allowlist),
    ];

    private static PluginDescriptor<IConfigProvider> Provider<T>(string className, Func<IServiceProvider, IReadOnlyDictionary<string, string?>, T> create)
        where T : class, IConfigProvider =>
        new(PluginKind.ConfigProvider, className, typeof(T), Version, new ConfigDef(), create);

    private static PluginDescriptor<IClientConfigOverridePolicy> Policy(string name, Func<IReadOnlyDictionary<string, string?>, ClientConfigOverridePolicy> create) =>
        new(
            PluginKind.ClientConfigOverridePolicy,
            $"{Policies}{name}ConnectorClientConfigOverridePolicy",
            typeof(ClientConfigOverridePolicy),
            Version,
            name == "Allowlist" ? ClientConfigOverridePolicy.AllowlistConfig : new ConfigDef(),
            (_, config) => create(config));

    private static ILogger LoggerOf<T>(IServiceProvider services) =>
        services.GetService(typeof(ILogger<T>)) as ILogger ?? NullLogger.Instance;

    private static IConfiguration ApplicationOf(IServiceProvider services) =>
        services.GetService(typeof(IConfiguration)) as IConfiguration
        ?? throw new ConfigException("The application has no configuration to take values from: register an IConfiguration, or use another provider.");
}
