using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>One node of a compiled reader: reads what one Avro schema wrote as the value of a Connect schema. Shared between threads.</summary>
internal abstract class AvroDecode
{
    /// <summary>Reads a value.</summary>
    /// <exception cref="DataException">The bytes are not what the schema says.</exception>
    public abstract object? Read(ref AvroInput input);

    /// <summary>Reads a value into a struct's field; a node whose values a struct keeps unboxed must override it.</summary>
    public virtual void ReadField(ref AvroInput input, Struct data, int index) => data.PlaceAt(index, Read(ref input));
}
