using Connect.Connectors;
using Connect.Plugins;

namespace Connect.FileStreams;

/// <summary>The connectors of this package under the names of Kafka Connect's.</summary>
public static class FileStreamPlugins
{
    /// <summary>The version of Kafka Connect's own plugins that these agree with.</summary>
    internal const string Version = "4.3.1";

    /// <summary>FileStreamSource and FileStreamSink.</summary>
    public static IReadOnlyList<PluginDescriptor> All { get; } =
    [
        new PluginDescriptor<ISourceConnector>(
            PluginKind.Source,
            "org.apache.kafka.connect.file.FileStreamSourceConnector",
            typeof(FileStreamSourceConnector),
            Version,
            FileStreamSourceConnector.Definition,
            (_, _) => new FileStreamSourceConnector()),
        new PluginDescriptor<ISinkConnector>(
            PluginKind.Sink,
            "org.apache.kafka.connect.file.FileStreamSinkConnector",
            typeof(FileStreamSinkConnector),
            Version,
            FileStreamSinkConnector.Definition,
            (_, _) => new FileStreamSinkConnector()),
    ];
}
