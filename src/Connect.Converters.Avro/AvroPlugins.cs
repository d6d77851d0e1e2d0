using System.Reflection;
using Confluent.SchemaRegistry;
using Connect.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Converters.Avro;

/// <summary>Describes the converter to the engine.</summary>
internal static class AvroPlugins
{
    /// <summary>The Avro converter under the name of Confluent's class.</summary>
    /// <param name="services">The application's services: an <see cref="ISchemaRegistryClient"/> among them is used, one whose key is the worker's name before one without a key.</param>
    /// <param name="worker">The worker's name; null for the one without a name.</param>
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
            (scope, config) => Create(config, hasOwn ? scope.GetRequiredKeyedService<ISchemaRegistryClient>(worker) : hasClient ? scope.GetRequiredService<ISchemaRegistryClient>() : null, scope));
    }

    private static AvroConverter Create(IReadOnlyDictionary<string, string?> config, ISchemaRegistryClient? client, IServiceProvider services)
    {
        var logger = services.GetService<ILogger<AvroConverter>>();
        return client is null ? new AvroConverter(config, logger) : new AvroConverter(config, client, logger);
    }
}
