using System.Diagnostics.Metrics;
using Connect.Converters;
using Connect.Plugins;
using Connect.Runtime;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.DependencyInjection;
using Connect.Runtime.Diagnostics;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Herding;
using Connect.Runtime.Herding.Distributed;
using Connect.Runtime.Hosting;
using Connect.Runtime.Kafka;
using Connect.Transforms;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Kafka Connect workers to an application.</summary>
public static class KafkaConnectServiceCollectionExtensions
{
    /// <summary>Adds a worker that runs as long as the application's host. Calling it again configures the same worker.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Configures the worker; null for the defaults.</param>
    /// <returns>A builder for the worker's plugins and connectors.</returns>
    public static IKafkaConnectBuilder AddKafkaConnect(this IServiceCollection services, Action<ConnectWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = AddWorker(services, null, configure);
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IKafkaConnect>(KafkaConnectBuilderExtensions.ServiceKey(builder)));
        return builder;
    }

    /// <summary>Adds a named worker; an application may have several.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The worker's name: the key of its services.</param>
    /// <param name="configure">Configures the worker; null for the defaults.</param>
    /// <returns>A builder for the worker's plugins and connectors.</returns>
    public static IKafkaConnectBuilder AddKeyedKafkaConnect(
        this IServiceCollection services, string name, Action<ConnectWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return AddWorker(services, name, configure);
    }

    /// <summary>Whether a worker has been added.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The worker's name; null for the one without.</param>
    internal static bool IsAdded(IServiceCollection services, string? name) =>
        services.Any(
            service => service.ServiceType == typeof(ConnectWorkerService) && Equals(service.ServiceKey, name ?? Options.Options.DefaultName));

    private static KafkaConnectBuilder AddWorker(IServiceCollection services, string? name, Action<ConnectWorkerOptions>? configure)
    {
        var builder = new KafkaConnectBuilder(services, name);
        var key = KafkaConnectBuilderExtensions.ServiceKey(builder);
        services.AddOptions<ConnectWorkerOptions>(KafkaConnectBuilderExtensions.OptionsName(builder));
        if (configure is not null)
            services.Configure(KafkaConnectBuilderExtensions.OptionsName(builder), configure);
        if (IsAdded(services, name))
            return builder;
        if (name is not null)
            services.Configure<ConnectWorkerOptions>(
                KafkaConnectBuilderExtensions.OptionsName(builder), worker => worker.AddedBy = $"AddKeyedKafkaConnect(\"{name}\")");

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ResolvedSecrets>();
        services.TryAddSingleton(provider => new ConnectMetrics(provider.GetService<IMeterFactory>()));
        // Each worker has its own clients, so that outages concern its own connectors. Embedded brokers are shared by the process.
        services.TryAddKeyedSingleton<IKafkaClients>(
            key, (provider, _) => new KafkaClients(LoggersOf(provider), provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton(key, (_, _) => new AdvertisedAddress());
        services.TryAddKeyedSingleton(
            key, (provider, _) =>
                CreateMode(provider, key,
                    provider.GetRequiredService<IOptionsMonitor<ConnectWorkerOptions>>().Get(KafkaConnectBuilderExtensions.OptionsName(builder))));
        AddShippedPlugins(builder);
        AddLoggerLevels(services);
        services.AddKeyedSingleton(key, (provider, _) => new ConnectWorkerService(
            name,
            provider.GetRequiredService<IOptionsMonitor<ConnectWorkerOptions>>().Get(KafkaConnectBuilderExtensions.OptionsName(builder)),
            provider.GetRequiredKeyedService<IWorkerMode>(key),
            provider.GetKeyedServices<PluginDescriptor>(key),
            provider.GetRequiredKeyedService<IKafkaClients>(key),
            provider.GetRequiredKeyedService<AdvertisedAddress>(key),
            provider,
            provider.GetRequiredService<TimeProvider>(),
            LoggersOf(provider)));
        services.AddKeyedSingleton(key, (provider, _) => provider.GetRequiredKeyedService<ConnectWorkerService>(key).Connect);

        // Not AddHostedService: that adds one of each type, and there may be several workers.
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<ConnectWorkerService>(key));
        return builder;
    }

    private static IWorkerMode CreateMode(IServiceProvider provider, string key, ConnectWorkerOptions options) =>
        options.IsDistributed ? CreateDistributed(provider, key) : new StandaloneMode();

    private static DistributedMode CreateDistributed(IServiceProvider provider, string key)
    {
        var clients = (KafkaClients)provider.GetRequiredKeyedService<IKafkaClients>(key);
        var link = provider.GetService<Func<IReadOnlyDictionary<string, string?>, IWorkerLink>>()
            ?? (properties => new WorkerLink(WorkerLink.NewHandler(properties)));
        return new DistributedMode(clients.ForCluster, clients, provider.GetRequiredKeyedService<AdvertisedAddress>(key), link);
    }

    /// <summary>Keeps values from config providers out of the application's log.</summary>
    private static RedactingLoggerFactory LoggersOf(IServiceProvider provider) =>
        new(provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<ResolvedSecrets>());

    /// <summary>The levels of loggers are the process's, so all workers share them.</summary>
    private static void AddLoggerLevels(IServiceCollection services)
    {
        services.TryAddSingleton<LoggerCategories>();
        services.TryAddSingleton<LoggerLevels>();
        services.TryAddSingleton(provider => new ConnectorLogs(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ResolvedSecrets>().Redact));
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<ILoggerProvider, ConnectorLogs>(provider => provider.GetRequiredService<ConnectorLogs>()));
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<ILoggerProvider, LoggerCategories>(provider => provider.GetRequiredService<LoggerCategories>()));
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IOptionsChangeTokenSource<LoggerFilterOptions>, LoggerLevels>(
                provider => provider.GetRequiredService<LoggerLevels>()));
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, LoggerLevels>(
                provider => provider.GetRequiredService<LoggerLevels>()));
    }

    private static void AddShippedPlugins(KafkaConnectBuilder builder) =>
        builder.AddPlugins(ShippedConverters.Converters).AddPlugins(ShippedConverters.HeaderConverters).AddPlugins(ShippedTransforms.All)
            .AddPlugins(ShippedPredicates.All).AddPlugins(ShippedConfigProviders.All);
}
