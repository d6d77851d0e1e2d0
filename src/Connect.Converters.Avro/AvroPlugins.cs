using System.Reflection;
using Confluent.SchemaRegistry;
using Connect.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Converters.Avro;

/// <summary>The converter's plugin descriptor.</summary>
internal static class AvroPlugins
{
    /// <summary>The Avro converter, with the name of Confluent's class.</summary>
    /// <param name="services">The application's services. A registered <see cref="ISchemaRegistryClient"/> is used: one with the worker's name as
    /// key, otherwise one without a key.</param>
    /// <param name="worker">The worker's name; null for the unnamed worker.</param>
    public static PluginDescriptor<IConverter> Describe(IServiceProvider services, string? worker)
    {
        var known = services.GetService<IServiceProviderIsKeyedService>();
        var hasOwn = worker is not null && known?.IsKeyedService(typeof(ISchemaRegistryClient), worker) is true;
        var hasClient = hasOwn || known?.IsService(typeof(ISchemaRegistryClient)) is true;
        return new(
            PluginKind.Converter,
            typeof(AvroConverter).GetCustomAttribute<PluginClassNameAttribute>()!.ClassName,
            typeof(AvroConverter),
            typeof(AvroConverter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
            hasClient ? AvroConverter.ConfigWithClient : AvroConverter.Config,
            (scope, config) =>
                Create(config, hasOwn
                    ? scope.GetRequiredKeyedService<ISchemaRegistryClient>(worker)
                    : hasClient ? scope.GetRequiredService<ISchemaRegistryClient>() : null, scope));
    }

    private static AvroConverter Create(IReadOnlyDictionary<string, string?> config, ISchemaRegistryClient? client, IServiceProvider services)
    {
        var logger = services.GetService<ILogger<AvroConverter>>();
        return client is null ? new AvroConverter(config, logger) : new AvroConverter(config, client, logger);
    }
}
