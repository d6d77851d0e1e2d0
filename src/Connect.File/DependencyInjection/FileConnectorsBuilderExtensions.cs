using Connect.FileStreams;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the file connectors to a worker.</summary>
public static class FileConnectorsBuilderExtensions
{
    /// <summary>
    /// Makes <see cref="FileStreamSourceConnector"/> and <see cref="FileStreamSinkConnector"/> known, under their .NET names and under Kafka
    /// Connect's (<c>FileStreamSource</c>, <c>FileStreamSink</c>). Calling it again changes nothing.
    /// </summary>
    /// <param name="builder">The worker.</param>
    /// <returns>The builder.</returns>
    public static IKafkaConnectBuilder AddFileConnectors(this IKafkaConnectBuilder builder) => builder.AddPlugins(FileStreamPlugins.All);
}
