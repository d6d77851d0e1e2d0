using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;

namespace Connect.Transforms;

/// <summary>The transforms of this package under the class names that Kafka Connect's configurations use.</summary>
/// <remarks>A transform that works on keys or values has two descriptors, <c>…$Key</c> and <c>…$Value</c>, as it has two classes in Java.</remarks>
public static class ShippedTransforms
{
    private const string Package = "org.apache.kafka.connect.transforms.";

    /// <summary>The version of Kafka Connect's own plugins that these agree with.</summary>
    private const string Version = "4.3.1";

    /// <summary>All of them, in alphabetical order.</summary>
    public static IReadOnlyList<PluginDescriptor<ITransform<ConnectRecord>>> All { get; } =
    [
        .. Pair<Cast>(Cast.Config, (config, target) => new Cast(config, target)),
        Single<DropHeaders>(DropHeaders.Config, config => new DropHeaders(config)),
        .. Pair<ExtractField>(ExtractField.Config, (config, target) => new ExtractField(config, target)),
        Single<Filter>(Filter.Config, _ => new Filter()),
        .. Pair<Flatten>(Flatten.Config, (config, target) => new Flatten(config, target)),
        .. Pair<HeaderFrom>(HeaderFrom.Config, (config, target) => new HeaderFrom(config, target)),
        .. Pair<HoistField>(HoistField.Config, (config, target) => new HoistField(config, target)),
        .. Pair<InsertField>(InsertField.Config, (config, target) => new InsertField(config, target)),
        Single<InsertHeader>(InsertHeader.Config, config => new InsertHeader(config)),
        .. Pair<MaskField>(MaskField.Config, (config, target) => new MaskField(config, target)),
        Single<RegexRouter>(RegexRouter.Config, config => new RegexRouter(config)),
        .. Pair<ReplaceField>(ReplaceField.Config, (config, target) => new ReplaceField(config, target)),
        .. Pair<SetSchemaMetadata>(SetSchemaMetadata.Config, (config, target) => new SetSchemaMetadata(config, target)),
        .. Pair<TimestampConverter>(TimestampConverter.Config, (config, target) => new TimestampConverter(config, target)),
        Single<TimestampRouter>(TimestampRouter.Config, config => new TimestampRouter(config)),
        Single<ValueToKey>(ValueToKey.Config, config => new ValueToKey(config)),
    ];

    private static PluginDescriptor<ITransform<ConnectRecord>> Single<T>(
        ConfigDef config, Func<IReadOnlyDictionary<string, string?>, ITransform<ConnectRecord>> create) =>
        new(PluginKind.Transformation, Package + typeof(T).Name, typeof(T), Version, config, (_, given) => create(given));

    private static PluginDescriptor<ITransform<ConnectRecord>>[] Pair<T>(
        ConfigDef config, Func<IReadOnlyDictionary<string, string?>, RecordTarget, ITransform<ConnectRecord>> create) =>
        [Variant<T>(RecordTarget.Key, config, create), Variant<T>(RecordTarget.Value, config, create)];

    private static PluginDescriptor<ITransform<ConnectRecord>> Variant<T>(
        RecordTarget target, ConfigDef config, Func<IReadOnlyDictionary<string, string?>, RecordTarget, ITransform<ConnectRecord>> create) =>
        new(PluginKind.Transformation, $"{Package}{typeof(T).Name}${target}", typeof(T), Version, config, (_, given) => create(given, target))
        {
            Aliases = [$"{typeof(T).FullName}${target}"],
        };
}
