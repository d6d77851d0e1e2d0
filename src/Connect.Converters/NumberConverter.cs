using System.Buffers;
using Connect.Data;

namespace Connect.Converters;

/// <summary>What the converters of single numbers share: big-endian bytes of a fixed width, null as null, the schema not looked at.</summary>
/// <remarks>Thread-safe. All methods complete synchronously. Corresponds to <c>org.apache.kafka.connect.converters.NumberConverter</c>; only the
/// converters of this library derive from it.</remarks>
/// <typeparam name="T">The CLR type of the number.</typeparam>
public abstract class NumberConverter<T> : IConverter, IHeaderConverter
    where T : struct
{
    private readonly string _typeName;
    private readonly string _deserializerName;
    private readonly int _width;
    private readonly Schema _schema;

    private protected NumberConverter(string typeName, string deserializerName, int width, Schema schema)
    {
        _typeName = typeName;
        _deserializerName = deserializerName;
        _width = width;
        _schema = schema;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken) =>
        new(Write(value));

    /// <inheritdoc/>
    public ValueTask<bool> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (value is null)
            return new(false);
        Encode(NumberOf(value), output.GetSpan(_width)[.._width]);
        output.Advance(_width);
        return new(true);
    }

    /// <inheritdoc/>
    public ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken) =>
        new(Read(topic, data));

    /// <inheritdoc/>
    public byte[]? FromConnectHeader(string topic, string headerKey, Schema? schema, object? value) => Write(value);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, byte[]? value) => Read(topic, value);

    private protected abstract void Encode(T number, Span<byte> bytes);

    private protected abstract T Decode(ReadOnlySpan<byte> bytes);

    private byte[]? Write(object? value)
    {
        if (value is null)
            return null;
        var bytes = new byte[_width];
        Encode(NumberOf(value), bytes);
        return bytes;
    }

    private T NumberOf(object value) =>
        value is T number ? number : throw new DataException($"Failed to serialize to {_typeName} (was {value.GetType()}): ");

    private SchemaAndValue Read(string topic, byte[]? data)
    {
        if (data is null)
            return new SchemaAndValue(_schema, null);
        return data.Length == _width
            ? new SchemaAndValue(_schema, Decode(data))
            : throw new DataException(
                $"Failed to deserialize {_typeName}: ",
                new DataException($"Topic '{topic}': Size of data received by {_deserializerName} is not {_width} but {data.Length}"));
    }
}
