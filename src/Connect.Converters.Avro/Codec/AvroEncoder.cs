using System.Buffers;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes values of one Connect schema as one Avro schema. Compiled once; allocates only its result.</summary>
/// <remarks>Created by <see cref="AvroData.Encoder"/>. Thread-safe.</remarks>
public sealed class AvroEncoder
{
    private readonly AvroEncode _root;
    private readonly bool _takesNull;

    internal AvroEncoder(Schema? connectSchema, AvroSchema schema, AvroEncode root)
    {
        ConnectSchema = connectSchema;
        Schema = schema;
        _root = root;
        _takesNull = connectSchema is null || connectSchema.IsOptional;
    }

    /// <summary>The schema of the values; null for values without a schema.</summary>
    public Schema? ConnectSchema { get; }

    /// <summary>The Avro schema of the encoded bytes.</summary>
    public AvroSchema Schema { get; }

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="header">Bytes to write before it, such as a schema id.</param>
    /// <returns>The header and the Avro binary encoding; null (a tombstone) for null. A top-level bytes value is written without its
    /// length.</returns>
    /// <exception cref="DataException">The value does not match the schema.</exception>
    public byte[]? Encode(object? value, ReadOnlySpan<byte> header = default)
    {
        if (IsNull(value))
            return null;
        var output = AvroOutput.Rent();
        try
        {
            output.Raw(header);
            _root.Write(output, value);
            return output.Written.ToArray();
        }
        finally
        {
            output.Return();
        }
    }

    /// <summary>Encodes a value into a buffer; writes nothing if it fails.</summary>
    /// <param name="value">The value.</param>
    /// <param name="destination">Where to write.</param>
    /// <param name="header">Bytes to write before it, such as a schema id.</param>
    /// <returns>False for null, which has no bytes at all.</returns>
    /// <exception cref="DataException">The value is not the schema's.</exception>
    public bool Write(object? value, IBufferWriter<byte> destination, ReadOnlySpan<byte> header = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (IsNull(value))
            return false;
        var output = AvroOutput.Rent();
        try
        {
            output.Raw(header);
            _root.Write(output, value);
            destination.Write(output.Written);
            return true;
        }
        finally
        {
            output.Return();
        }
    }

    private bool IsNull(object? value)
    {
        if (value is not null)
            return _root is UnionEncode union && union.IsNull(value);
        return _takesNull ? true : throw new DataException($"Found null value for non-optional schema {ConnectSchema}.");
    }
}
