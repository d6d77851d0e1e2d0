using Connect.Configuration;
using Connect.Data;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>Writes and reads BOOLEAN as one byte, 0 or 1.</summary>
/// <remarks>Thread-safe. All methods complete synchronously. Corresponds to <c>org.apache.kafka.connect.converters.BooleanConverter</c>.</remarks>
[PluginClassName("org.apache.kafka.connect.converters.BooleanConverter")]
public sealed class BooleanConverter : IConverter, IHeaderConverter
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>Creates a converter.</summary>
    public BooleanConverter()
    {
    }

    /// <summary>Creates a converter from its configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    public BooleanConverter(IReadOnlyDictionary<string, string?> config) => ConverterConfig.Parse(Config, config);

    /// <summary>The keys that it is configured with.</summary>
    public static ConfigDef Config { get; } = ConverterConfig.Define();

    /// <inheritdoc/>
    public ValueTask<byte[]?> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken) =>
        new(Write(schema, value));

    /// <inheritdoc/>
    public ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken) =>
        new(Read(topic, data));

    /// <inheritdoc/>
    public byte[]? FromConnectHeader(string topic, string headerKey, Schema? schema, object? value) => Write(schema, value);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, byte[]? value) => Read(topic, value);

    private static byte[]? Write(Schema? schema, object? value)
    {
        if (schema is not null && schema.Type != SchemaType.Boolean)
            throw new DataException($"Invalid schema type for BooleanConverter: {schema.Type.ToUpperName()}");
        return value switch
        {
            null => null,
            bool flag => [flag ? (byte)1 : (byte)0],
            _ => throw new DataException($"BooleanConverter is not compatible with objects of type {value.GetType()}"),
        };
    }

    private static SchemaAndValue Read(string topic, byte[]? data) => new(Schema.OptionalBoolean, data switch
    {
        null => null,
        [0] => False,
        [1] => True,
        [var other] => throw Failure(topic, $"Unexpected byte received by BooleanDeserializer: {other}"),
        _ => throw Failure(topic, "Size of data received by BooleanDeserializer is not 1"),
    });

    private static DataException Failure(string topic, string cause) =>
        new("Failed to deserialize boolean: ", new DataException($"Topic '{topic}': {cause}"));
}
