using Connect.Configuration;
using Connect.Converters;
using Connect.FileStreams;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;
using Connect.Transforms;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Every plugin that is shipped, in the version of Kafka Connect whose outcomes the cases hold.</summary>
internal static class ShippedPlugins
{
    private const string Version = "4.3.1";

    public static PluginRegistry Registry { get; } = new(All().Select(plugin => plugin with { Version = Version }), NoServices.Instance);

    public static PluginClasses Classes { get; } = new(Registry);

    public static ConfigDef ConfigOf(string className)
    {
        var found = Registry.All.FirstOrDefault(plugin => plugin.ClassName == className)
            ?? throw new NotSupportedException($"{className} is not shipped.");
        return found.Kind is PluginKind.Source or PluginKind.Sink ? Registry.GetUnstartedConnector(className).Config : found.Config;
    }

    private static IEnumerable<PluginDescriptor> All() =>
    [
        .. PluginDescriptors.Of(typeof(FileStreamSourceConnector)),
        .. PluginDescriptors.Of(typeof(FileStreamSinkConnector)),
        .. ShippedConverters.Converters,
        .. ShippedConverters.HeaderConverters,
        .. ShippedTransforms.All,
        .. ShippedPredicates.All,
    ];

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
