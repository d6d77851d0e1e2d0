using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>The converters of this library, under the names of Kafka Connect's classes.</summary>
/// <remarks>The engine registers them by itself. The lists never change. The Avro converter is in a package of its own.</remarks>
public static class ShippedConverters
{
    /// <summary>The converters of keys and values.</summary>
    public static IReadOnlyList<PluginDescriptor<IConverter>> Converters { get; } =
    [
        Describe<IConverter, BooleanConverter>(PluginKind.Converter, BooleanConverter.Config, config => new BooleanConverter(config)),
        Describe<IConverter, ByteArrayConverter>(PluginKind.Converter, ByteArrayConverter.Config, config => new ByteArrayConverter(config)),
        Describe<IConverter, DoubleConverter>(PluginKind.Converter, DoubleConverter.Config, config => new DoubleConverter(config)),
        Describe<IConverter, FloatConverter>(PluginKind.Converter, FloatConverter.Config, config => new FloatConverter(config)),
        Describe<IConverter, IntegerConverter>(PluginKind.Converter, IntegerConverter.Config, config => new IntegerConverter(config)),
        Describe<IConverter, JsonConverter>(PluginKind.Converter, JsonConverter.Config, config => new JsonConverter(config)),
        Describe<IConverter, LongConverter>(PluginKind.Converter, LongConverter.Config, config => new LongConverter(config)),
        Describe<IConverter, ShortConverter>(PluginKind.Converter, ShortConverter.Config, config => new ShortConverter(config)),
        Describe<IConverter, StringConverter>(PluginKind.Converter, StringConverter.Config, config => new StringConverter(config)),
    ];

    /// <summary>The converters of headers.</summary>
    public static IReadOnlyList<PluginDescriptor<IHeaderConverter>> HeaderConverters { get; } =
    [
        Describe<IHeaderConverter, BooleanConverter>(PluginKind.HeaderConverter, BooleanConverter.Config, config => new BooleanConverter(config)),
        Describe<IHeaderConverter, ByteArrayConverter>(
            PluginKind.HeaderConverter, ByteArrayConverter.Config, config => new ByteArrayConverter(config)),
        Describe<IHeaderConverter, DoubleConverter>(PluginKind.HeaderConverter, DoubleConverter.Config, config => new DoubleConverter(config)),
        Describe<IHeaderConverter, FloatConverter>(PluginKind.HeaderConverter, FloatConverter.Config, config => new FloatConverter(config)),
        Describe<IHeaderConverter, IntegerConverter>(PluginKind.HeaderConverter, IntegerConverter.Config, config => new IntegerConverter(config)),
        Describe<IHeaderConverter, JsonConverter>(PluginKind.HeaderConverter, JsonConverter.Config, config => new JsonConverter(config)),
        Describe<IHeaderConverter, LongConverter>(PluginKind.HeaderConverter, LongConverter.Config, config => new LongConverter(config)),
        Describe<IHeaderConverter, ShortConverter>(PluginKind.HeaderConverter, ShortConverter.Config, config => new ShortConverter(config)),
        Describe<IHeaderConverter, SimpleHeaderConverter>(
            PluginKind.HeaderConverter, SimpleHeaderConverter.Config, config => new SimpleHeaderConverter(config)),
        Describe<IHeaderConverter, StringConverter>(PluginKind.HeaderConverter, StringConverter.Config, config => new StringConverter(config)),
    ];

    /// <summary>The version of Kafka Connect's own plugins that these agree with.</summary>
    private const string KafkaConnectVersion = "4.3.1";

    private static PluginDescriptor<TPlugin> Describe<TPlugin, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    TConverter>(
        PluginKind kind,
        ConfigDef definition,
        Func<IReadOnlyDictionary<string, string?>, TConverter> create)
        where TPlugin : class
        where TConverter : class, TPlugin =>
        new(kind, ClassName(typeof(TConverter)), typeof(TConverter), KafkaConnectVersion, definition, (_, config) => create(config));

    private static string ClassName(Type type) => type.GetCustomAttribute<PluginClassNameAttribute>()?.ClassName ?? type.FullName!;
}
