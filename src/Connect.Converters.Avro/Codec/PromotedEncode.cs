using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes numbers as a wider floating-point type of the registry's schema.</summary>
internal sealed class PromotedEncode(Schema schema, AvroSchemaType type) : AvroEncode
{
    public override void Write(AvroOutput output, object? value)
    {
        var number = (schema.Type, value) switch
        {
            (SchemaType.Int8, sbyte small) => small,
            (SchemaType.Int16, short small) => small,
            (SchemaType.Int32, int integer) => integer,
            (SchemaType.Int64, long integer) => integer,
            (SchemaType.Float32, float single) => (double)single,
            _ => throw Mismatch(schema, value),
        };
        if (type == AvroSchemaType.Float)
            output.Float(schema.Type == SchemaType.Int64 ? (long)value : (float)number);
        else
            output.Double(number);
    }
}
