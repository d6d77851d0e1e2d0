namespace Connect.Converters.Avro.Schemas;

/// <summary>Builds a schema from its JSON, as leniently as Avro for Java without validation.</summary>
/// <remarks>Looks for an undefined name in the whole text, because a definition may follow its first use.</remarks>
internal sealed class AvroSchemaParser
{
    private readonly Dictionary<string, AvroNamedSchema> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<AvroJson, AvroNamedSchema> _parsed = new(ReferenceEqualityComparer.Instance);
    private readonly List<(AvroNamedSchema First, AvroNamedSchema Second)> _repeated = [];
    private AvroDefinitions? _definitions;
    private AvroJson _text = AvroJson.Null;

    public AvroSchemaParser(IEnumerable<AvroSchema> references)
    {
        foreach (var reference in references)
            new AvroNamedTypes(_types).Collect(reference);
    }

    public AvroSchema Parse(AvroJson text)
    {
        _text = text;
        var schema = Schema(text, null);
        foreach (var (first, second) in _repeated)
        {
            if (!first.Equals(second))
                throw new DataException($"The Avro type {first.FullName} is defined twice, in different ways.");
        }

        return schema;
    }

    private AvroSchema Schema(AvroJson json, string? space)
    {
        AvroDepth.Check();
        return json.Kind switch
        {
            AvroJsonKind.String => Reference(json.Text, space),
            AvroJsonKind.Array => new AvroUnionSchema([.. json.Items.Select(branch => Schema(branch, space))]),
            AvroJsonKind.Object => Definition(json, space),
            _ => throw new DataException($"An Avro schema must be an object, an array or a name, not {json}."),
        };
    }

    private AvroSchema Reference(string name, string? space)
    {
        if (AvroPrimitiveSchema.TypeOf(name) is { } primitive)
            return new AvroPrimitiveSchema(primitive);
        var full = space is null || name.Contains('.', StringComparison.Ordinal) ? name : $"{space}.{name}";
        if (_types.TryGetValue(full, out var type) || _types.TryGetValue(name, out type))
            return type;
        _definitions ??= new AvroDefinitions(_text);
        if (_definitions.Find(full) is { } later)
            return Named(later.Json, later.Space);
        throw new DataException($"The Avro schema names the type {full}, which neither it nor its references define.");
    }

    private AvroSchema Definition(AvroJson json, string? space)
    {
        var name = json.Members.GetText("type") ?? throw new DataException($"An Avro schema without a type: {json}");
        AvroSchema schema;
        switch (name)
        {
            case "record" or "error" or "enum" or "fixed":
                return Named(json, space);
            case "array":
                schema = new AvroArraySchema(Schema(Required(json, "items"), space));
                break;
            case "map":
                schema = new AvroMapSchema(Schema(Required(json, "values"), space));
                break;
            default:
                schema = AvroPrimitiveSchema.TypeOf(name) is { } primitive
                    ? new AvroPrimitiveSchema(primitive)
                    : throw new DataException($"'{name}' is not an Avro type.");
                break;
        }

        AvroAttributes.CopyProperties(json.Members, schema);
        return schema;
    }

    private AvroNamedSchema Named(AvroJson json, string? space)
    {
        if (_parsed.TryGetValue(json, out var known))
            return known;
        var name = AvroAttributes.Name(json.Members, space);
        var schema = AvroAttributes.Named(json, name);
        if (!_types.TryAdd(schema.FullName, schema))
            _repeated.Add((_types[schema.FullName], schema));
        _parsed.Add(json, _types[schema.FullName]);
        if (schema is AvroRecordSchema record)
        {
            var fields = AvroAttributes.Fields(json).Select(field => AvroAttributes.Field(field, Schema(Required(field, "type"), name.Namespace)));
            record.SetFields([.. fields]);
        }

        AvroAttributes.CopyProperties(json.Members, schema);
        return _types[schema.FullName];
    }

    private static AvroJson Required(AvroJson json, string attribute) =>
        json.Members.Get(attribute) ?? throw new DataException($"An Avro schema without '{attribute}': {json}");
}
