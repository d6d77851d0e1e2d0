using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes data of one Avro schema to values of one Connect schema. Compiled once.</summary>
/// <remarks>Created by <see cref="AvroData.Decoder"/>. Thread-safe.</remarks>
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

    /// <summary>Decodes a value. Corrupt data cannot make it allocate more than the length of the data justifies.</summary>
    /// <param name="data">The Avro binary encoding without a header. Bytes after the value are ignored.</param>
    /// <returns>The value and its schema; default for null.</returns>
    /// <exception cref="DataException">The data does not match the writer's schema, or the reader's schema cannot represent it.</exception>
    public SchemaAndValue Read(ReadOnlySpan<byte> data)
    {
        var input = new AvroInput(data);
        var value = _root.Read(ref input);
        return value is null ? default : new SchemaAndValue(ConnectSchema, value);
    }
}
