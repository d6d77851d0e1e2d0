using System.Reflection;
using Connect.Plugins;
using Microsoft.Extensions.Logging;

namespace Connect.Converters.Avro;

/// <summary>Describes the converter to the engine.</summary>
internal static class AvroPlugins
{
    /// <summary>The Avro converter under the name of Confluent's class.</summary>
    public static PluginDescriptor<IConverter> Converter { get; } = new(
        PluginKind.Converter,
        typeof(AvroConverter).GetCustomAttribute<PluginClassNameAttribute>()!.ClassName,
        typeof(AvroConverter),
        typeof(AvroConverter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
        AvroConverter.Config,
        (services, config) => new AvroConverter(config, services.GetService(typeof(ILogger<AvroConverter>)) as ILogger<AvroConverter>));
}
