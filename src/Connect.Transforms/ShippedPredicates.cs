using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;

namespace Connect.Transforms;

/// <summary>The predicates of this package under the class names that Kafka Connect's configurations use.</summary>
public static class ShippedPredicates
{
    private const string Package = "org.apache.kafka.connect.transforms.predicates.";

    /// <summary>The version of Kafka Connect's own plugins that these agree with.</summary>
    private const string Version = "4.3.1";

    /// <summary>All of them, in alphabetical order.</summary>
    public static IReadOnlyList<PluginDescriptor<IPredicate<ConnectRecord>>> All { get; } =
    [
        Describe<HasHeaderKey>(HasHeaderKey.Config, config => new HasHeaderKey(config)),
        Describe<RecordIsTombstone>(RecordIsTombstone.Config, _ => new RecordIsTombstone()),
        Describe<TopicNameMatches>(TopicNameMatches.Config, config => new TopicNameMatches(config)),
    ];

    private static PluginDescriptor<IPredicate<ConnectRecord>> Describe<T>(
        ConfigDef config, Func<IReadOnlyDictionary<string, string?>, IPredicate<ConnectRecord>> create) =>
        new(PluginKind.Predicate, Package + typeof(T).Name, typeof(T), Version, config, (_, given) => create(given));
}
