using Connect.Converters.Avro;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Avro converter to a worker.</summary>
public static class AvroConverterBuilderExtensions
{
    /// <summary>Makes <see cref="AvroConverter"/> known, under its .NET name and as <c>io.confluent.connect.avro.AvroConverter</c>. Calling it again changes nothing.</summary>
    /// <param name="builder">The worker.</param>
    public static IKafkaConnectBuilder AddAvroConverter(this IKafkaConnectBuilder builder) => builder.AddPlugins([AvroPlugins.Converter]);
}
