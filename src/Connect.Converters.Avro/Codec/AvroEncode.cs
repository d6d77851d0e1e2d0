using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>A node of a compiled encoder: encodes values of one Connect schema as one Avro schema. Thread-safe.</summary>
internal abstract class AvroEncode
{
    /// <summary>Writes a value.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="value">The value; null only for nullable nodes.</param>
    /// <exception cref="DataException">The value does not match the schema.</exception>
    public abstract void Write(AvroOutput output, object? value);

    /// <summary>Encodes a struct's field that is not null, without boxing it if the node supports that.</summary>
    public virtual void WriteField(AvroOutput output, Struct data, int index) => Write(output, data.GetAt(index));

    protected static DataException Mismatch(Schema schema, object? value) => value is null
        ? new DataException($"Null for the required {schema}.")
        : new DataException($"Invalid type for {schema.Type}: {value.GetType()}");
}
