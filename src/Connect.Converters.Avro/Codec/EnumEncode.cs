using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes a string as the index of an enum's symbol.</summary>
internal sealed class EnumEncode(AvroEnumSchema type) : AvroEncode
{
    public override void Write(AvroOutput output, object? value)
    {
        var index = value is string symbol ? type.IndexOf(symbol) : -1;
        output.Long(index >= 0 ? index : throw new DataException($"'{value}' is not a symbol of the Avro enum {type.FullName}."));
    }
}
