using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>A node of a compiled decoder: decodes data of one Avro schema to values of one Connect schema. Thread-safe.</summary>
internal abstract class AvroDecode
{
    /// <summary>Reads a value.</summary>
    /// <exception cref="DataException">The bytes do not match the schema.</exception>
    public abstract object? Read(ref AvroInput input);

    /// <summary>Decodes a value into a struct's field. Nodes whose values a struct stores unboxed must override it.</summary>
    public virtual void ReadField(ref AvroInput input, Struct data, int index) => data.PlaceAt(index, Read(ref input));
}
