using Connect.Configuration;
using Connect.Data;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>Passes BYTES through as they are.</summary>
/// <remarks>
/// An array is handed on, not copied; a <see cref="ReadOnlyMemory{T}"/> is copied. Thread-safe. All methods complete synchronously. Corresponds to
/// <c>org.apache.kafka.connect.converters.ByteArrayConverter</c>.
/// </remarks>
[PluginClassName("org.apache.kafka.connect.converters.ByteArrayConverter")]
public sealed class ByteArrayConverter : IConverter, IHeaderConverter
{
    /// <summary>Creates a converter.</summary>
    public ByteArrayConverter()
    {
    }

    /// <summary>Creates a converter from its configuration, which is not looked at.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    public ByteArrayConverter(IReadOnlyDictionary<string, string?> config) => ArgumentNullException.ThrowIfNull(config);

    /// <summary>The keys that it is configured with.</summary>
    public static ConfigDef Config { get; } = ConverterConfig.Define();

    /// <inheritdoc/>
    public ValueTask<byte[]?> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken) =>
        new(Write(schema, value));

    /// <inheritdoc/>
    public ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken) =>
        new(new SchemaAndValue(Schema.OptionalBytes, data));

    /// <inheritdoc/>
    public byte[]? FromConnectHeader(string topic, string headerKey, Schema? schema, object? value) => Write(schema, value);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, byte[]? value) => new(Schema.OptionalBytes, value);

    private static byte[]? Write(Schema? schema, object? value)
    {
        if (schema is not null && schema.Type != SchemaType.Bytes)
            throw new DataException($"Invalid schema type for ByteArrayConverter: {schema.Type.ToUpperName()}");
        return value switch
        {
            null => null,
            byte[] bytes => bytes,
            ReadOnlyMemory<byte> memory => memory.ToArray(),
            Memory<byte> memory => memory.ToArray(),
            _ => throw new DataException($"ByteArrayConverter is not compatible with objects of type {value.GetType()}"),
        };
    }
}
