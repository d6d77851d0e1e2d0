using Connect.Data;

namespace Connect.Converters.Json;

/// <summary>Makes the reader of a schema.</summary>
internal static class ReaderCompiler
{
    public static ValueReader Compile(Schema? schema, JsonConverterOptions options) => schema?.LogicalType switch
    {
        null => new SchemalessReader(options),
        LogicalType.None => CompileType(schema, options),
        LogicalType.Decimal => new DecimalReader(schema, options),
        _ => new InstantReader(schema, options),
    };

    private static ValueReader CompileType(Schema schema, JsonConverterOptions options) => schema.Type switch
    {
        SchemaType.Array => new ArrayReader(schema, options, Compile(schema.ValueSchema, options)),
        SchemaType.Map when schema.KeySchema?.Type == SchemaType.String => new ObjectReader(schema, options, Compile(schema.ValueSchema, options)),
        SchemaType.Map => new PairsReader(schema, options, Compile(schema.KeySchema, options), Compile(schema.ValueSchema, options)),
        SchemaType.Struct => new StructReader(schema, options, [.. schema.Fields.Select(field => Step(field, options))]),
        _ => new ScalarReader(schema, options),
    };

    private static StructReaderStep Step(Field field, JsonConverterOptions options)
    {
        var prefix = new JsonOutput();
        prefix.WriteString(field.Name);
        prefix.Write((byte)':');
        return new StructReaderStep(prefix.ToArray(), StepKinds.Of(field.Schema), Compile(field.Schema, options));
    }
}
