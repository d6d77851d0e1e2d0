namespace Connect.Converters.Avro.Schemas;

/// <summary>A primitive type with its properties.</summary>
internal sealed class AvroPrimitiveSchema(AvroSchemaType type) : AvroSchema(type)
{
    /// <summary>The type with a name; null if it is not the name of a primitive type.</summary>
    public static AvroSchemaType? TypeOf(string name) => name switch
    {
        "null" => AvroSchemaType.Null,
        "boolean" => AvroSchemaType.Boolean,
        "int" => AvroSchemaType.Int,
        "long" => AvroSchemaType.Long,
        "float" => AvroSchemaType.Float,
        "double" => AvroSchemaType.Double,
        "bytes" => AvroSchemaType.Bytes,
        "string" => AvroSchemaType.String,
        _ => null,
    };
}
