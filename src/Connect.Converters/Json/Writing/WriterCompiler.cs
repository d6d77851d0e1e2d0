using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>Creates the writer of a schema.</summary>
internal sealed class WriterCompiler(JsonConverterOptions options)
{
    private readonly Dictionary<Schema, StructWriter> _recursive = new(ReferenceEqualityComparer.Instance);
    private readonly SchemalessWriter _schemaless = new(options);
    private int _depth;

    public ValueWriter Compile(Schema? schema)
    {
        if (schema is null)
            return _schemaless;
        if (++_depth > JsonOutput.MaxDepth)
            throw JsonFailure.TooDeepToWrite(_depth);
        ValueWriter writer = schema.LogicalType switch
        {
            LogicalType.Decimal => new DecimalWriter(schema, options),
            LogicalType.None => CompileType(schema),
            _ => new InstantWriter(schema, options),
        };
        _depth--;
        return writer;
    }

    private ValueWriter CompileType(Schema schema) => schema.Type switch
    {
        SchemaType.Array => new ArrayWriter(schema, options, Compile(schema.ValueSchema)),
        SchemaType.Map => new MapWriter(schema, options, Compile(schema.KeySchema), Compile(schema.ValueSchema)),
        SchemaType.Struct => CompileStruct(schema),
        _ => new ScalarWriter(schema, options),
    };

    private StructWriter CompileStruct(Schema schema)
    {
        if (_recursive.TryGetValue(schema, out var known))
            return known;
        var writer = new StructWriter(schema, options);
        if (schema.IsRecursive)
            _recursive.Add(schema, writer);
        writer.SetSteps([.. schema.Fields.Select(field => new StructWriterStep(Prefix(field), StepKinds.Of(field.Schema), Compile(field.Schema)))]);
        return writer;
    }

    private static byte[] Prefix(Field field)
    {
        var output = new JsonOutput();
        if (field.Index > 0)
            output.Write((byte)',');
        output.WriteString(field.Name);
        output.Write((byte)':');
        return output.ToArray();
    }
}
