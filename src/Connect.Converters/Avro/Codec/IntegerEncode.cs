using Connect.Data;

namespace Connect.Converters.Avro;

/// <summary>Whole numbers as int or long, which are written alike.</summary>
internal sealed class IntegerEncode(Schema schema) : AvroEncode
{
    private readonly SchemaType _type = schema.Type;

    public override void Write(AvroOutput output, object? value) => output.Long((_type, value) switch
    {
        (SchemaType.Int8, sbyte number) => number,
        (SchemaType.Int16, short number) => number,
        (SchemaType.Int32, int number) => number,
        (SchemaType.Int64, long number) => number,
        _ => throw Mismatch(schema, value),
    });

    public override void WriteField(AvroOutput output, Struct data, int index) => output.Long(_type switch
    {
        SchemaType.Int8 => data.GetInt8At(index),
        SchemaType.Int16 => data.GetInt16At(index),
        SchemaType.Int32 => data.GetInt32At(index),
        _ => data.GetInt64At(index),
    });
}
