using Connect.Converters.Avro;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Avro converter to a worker.</summary>
public static class AvroConverterBuilderExtensions
{
    /// <summary>Registers <see cref="AvroConverter"/>, under its .NET name and as <c>io.confluent.connect.avro.AvroConverter</c>. Calling it again
    /// has no effect.</summary>
    /// <remarks>If the application has registered an <c>ISchemaRegistryClient</c>, it is used instead of <c>schema.registry.url</c>: one with the
    /// worker's name as key, otherwise one without a key. The converter does not dispose it.</remarks>
    /// <param name="builder">The worker.</param>
    public static IKafkaConnectBuilder AddAvroConverter(this IKafkaConnectBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddPlugin(services => AvroPlugins.Describe(services, builder.Name));
    }
}
