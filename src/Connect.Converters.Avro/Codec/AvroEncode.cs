using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>One node of a compiled writer: writes the values of one Connect schema as one Avro schema. Shared between threads.</summary>
internal abstract class AvroEncode
{
    /// <summary>Writes a value.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="value">The value; null where there is none, which only a nullable node takes.</param>
    /// <exception cref="DataException">The value is not the schema's.</exception>
    public abstract void Write(AvroOutput output, object? value);

    /// <summary>Writes a struct's field that has a value, without boxing it where the node knows how.</summary>
    public virtual void WriteField(AvroOutput output, Struct data, int index) => Write(output, data.GetAt(index));

    protected static DataException Mismatch(Schema schema, object? value) => value is null
        ? new DataException($"Null for the required {schema}.")
        : new DataException($"Invalid type for {schema.Type}: {value.GetType()}");
}
