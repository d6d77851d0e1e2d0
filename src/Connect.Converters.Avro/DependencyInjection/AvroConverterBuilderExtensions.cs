using Connect.Converters.Avro;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Avro converter to a worker.</summary>
public static class AvroConverterBuilderExtensions
{
    /// <summary>Makes <see cref="AvroConverter"/> known, under its .NET name and as <c>io.confluent.connect.avro.AvroConverter</c>. Calling it again changes nothing.</summary>
    /// <remarks>An <c>ISchemaRegistryClient</c> among the application's services is used in place of the configuration's <c>schema.registry.url</c>: one whose key is the worker's name, else one
    /// without a key. It is not disposed by the converter.</remarks>
    /// <param name="builder">The worker.</param>
    public static IKafkaConnectBuilder AddAvroConverter(this IKafkaConnectBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddPlugin(services => AvroPlugins.Describe(services, builder.Name));
    }
}
