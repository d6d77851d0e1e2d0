namespace Connect.Converters.Avro.Schemas;

/// <summary>A schema that is nothing but a type and its properties.</summary>
internal sealed class AvroPrimitiveSchema(AvroSchemaType type) : AvroSchema(type)
{
    /// <summary>The type of the name, or null where the name is no primitive's.</summary>
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
