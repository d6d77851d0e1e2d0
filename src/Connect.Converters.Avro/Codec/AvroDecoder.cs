using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Reads what was written with one Avro schema as values of one Connect schema; compiled once.</summary>
/// <remarks>Made by <see cref="AvroData.Decoder"/>. Safe for use from many threads at once.</remarks>
public sealed class AvroDecoder
{
    private readonly AvroDecode _root;

    internal AvroDecoder(AvroSchema writer, Schema? connectSchema, AvroDecode root)
    {
        Writer = writer;
        ConnectSchema = connectSchema;
        _root = root;
    }

    /// <summary>The schema that the data was written with.</summary>
    public AvroSchema Writer { get; }

    /// <summary>The schema of the values; null for values without a schema.</summary>
    public Schema? ConnectSchema { get; }

    /// <summary>Reads a value. Of damaged data never more is built than its bytes can hold.</summary>
    /// <param name="data">Avro's binary form, without any header; what follows the value is not looked at.</param>
    /// <returns>The value with its schema; neither for null.</returns>
    /// <exception cref="DataException">The data is not of the writer's schema, or holds what the reader's schema has no place for.</exception>
    public SchemaAndValue Read(ReadOnlySpan<byte> data)
    {
        var input = new AvroInput(data);
        var value = _root.Read(ref input);
        return value is null ? default : new SchemaAndValue(ConnectSchema, value);
    }
}
