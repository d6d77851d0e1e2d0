using Connect.Converters.Json.Writing;
using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Creates the reader of a schema; one instance a schema.</summary>
/// <remarks>A recursive schema's reader is its own part.</remarks>
internal sealed class ReaderCompiler
{
    private readonly JsonConverterOptions _options;
    private readonly Dictionary<Schema, StructReader> _recursive = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    private ReaderCompiler(JsonConverterOptions options) => _options = options;

    /// <exception cref="DataException">The schema is nested deeper than any JSON that can be read.</exception>
    public static ValueReader Compile(Schema? schema, JsonConverterOptions options) => new ReaderCompiler(options).Compile(schema);

    private ValueReader Compile(Schema? schema)
    {
        if (++_depth > JsonOutput.MaxDepth)
            throw new DataException($"The schema is nested more than {JsonOutput.MaxDepth} deep, which no JSON can be.");
        ValueReader reader = schema?.LogicalType switch
        {
            null => new SchemalessReader(_options),
            LogicalType.None => CompileType(schema),
            LogicalType.Decimal => new DecimalReader(schema, _options),
            _ => new InstantReader(schema, _options),
        };
        _depth--;
        return reader;
    }

    private ValueReader CompileType(Schema schema) => schema.Type switch
    {
        SchemaType.Array => new ArrayReader(schema, _options, Compile(schema.ValueSchema)),
        SchemaType.Map when schema.KeySchema?.Type == SchemaType.String => new ObjectReader(schema, _options, Compile(schema.ValueSchema)),
        SchemaType.Map => new PairsReader(schema, _options, Compile(schema.KeySchema), Compile(schema.ValueSchema)),
        SchemaType.Struct => CompileStruct(schema),
        _ => new ScalarReader(schema, _options),
    };

    private StructReader CompileStruct(Schema schema)
    {
        if (_recursive.TryGetValue(schema, out var known))
            return known;
        var reader = new StructReader(schema, _options);
        if (schema.IsRecursive)
            _recursive.Add(schema, reader);
        reader.SetSteps([.. schema.Fields.Select(Step)]);
        return reader;
    }

    private StructReaderStep Step(Field field)
    {
        var prefix = new JsonOutput();
        prefix.WriteString(field.Name);
        prefix.Write((byte)':');
        return new StructReaderStep(prefix.ToArray(), StepKinds.Of(field.Schema), Compile(field.Schema));
    }
}
