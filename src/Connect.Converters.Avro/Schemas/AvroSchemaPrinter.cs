namespace Connect.Converters.Avro.Schemas;
/// <summary>Prints a schema as Avro for Java does, with its order of attributes, and with the definition of a named type only at its first
/// use.</summary>
internal sealed class AvroSchemaPrinter(IEnumerable<string> known)
{
    private readonly HashSet<string> _known = new(known, StringComparer.Ordinal);
    private readonly AvroJsonText _text = new();

    public override string ToString() => _text.ToString();

    public void Print(AvroSchema schema, string? space)
    {
        AvroDepth.Check();
        switch (schema)
        {
            case AvroUnionSchema union:
                _text.Open('[');
                foreach (var branch in union.Branches)
                    Print(branch, space);
                _text.Close(']');
                break;
            case AvroNamedSchema named:
                Named(named, space);
                break;
            case AvroArraySchema array:
                Nested(array, "items", array.Items, space);
                break;
            case AvroMapSchema map:
                Nested(map, "values", map.Values, space);
                break;
            case { Properties.Count: 0 }:
                _text.String(schema.TypeName);
                break;
            default:
                _text.Open('{').Member("type", schema.TypeName).Members(schema.Properties);
                _text.Close('}');
                break;
        }
    }

    private void Nested(AvroSchema schema, string attribute, AvroSchema inner, string? space)
    {
        _text.Open('{').Member("type", schema.TypeName).Name(attribute);
        Print(inner, space);
        _text.Members(schema.Properties);
        _text.Close('}');
    }

    private void Named(AvroNamedSchema schema, string? space)
    {
        if (!_known.Add(schema.FullName))
        {
            _text.String(schema.Name.Qualified(space));
            return;
        }

        _text.Open('{').Member("type", schema is AvroRecordSchema { IsError: true } ? "error" : schema.TypeName).Member("name", schema.Name.Name);
        if (schema.Name.Namespace != space)
            _text.Member("namespace", schema.Name.Namespace ?? "");
        if (schema.Doc is not null)
            _text.Member("doc", schema.Doc);
        Content(schema);
        _text.Members(schema.Properties);
        if (schema.Aliases.Count > 0)
            Texts("aliases", schema.Aliases.Select(alias => alias.Qualified(schema.Name.Namespace)));
        _text.Close('}');
    }

    private void Content(AvroNamedSchema schema)
    {
        switch (schema)
        {
            case AvroRecordSchema record:
                _text.Name("fields").Open('[');
                foreach (var field in record.Fields)
                    Field(field, record.Name.Namespace);
                _text.Close(']');
                break;
            case AvroEnumSchema @enum:
                Texts("symbols", @enum.Symbols);
                if (@enum.Default is not null)
                    _text.Member("default", @enum.Default);
                break;
            case AvroFixedSchema @fixed:
                _text.Name("size").Number(@fixed.Size);
                break;
        }
    }

    private void Field(AvroField field, string? space)
    {
        _text.Open('{').Member("name", field.Name).Name("type");
        Print(field.Schema, space);
        if (field.Doc is not null)
            _text.Member("doc", field.Doc);
        if (field.Default is not null)
            _text.Name("default").Value(field.Default);
        if (field.Order != AvroFieldOrder.Ascending)
            _text.Member("order", field.Order == AvroFieldOrder.Ignore ? "ignore" : "descending");
        if (field.Aliases.Count > 0)
            Texts("aliases", field.Aliases);
        _text.Members(field.Properties);
        _text.Close('}');
    }

    private void Texts(string name, IEnumerable<string> values)
    {
        _text.Name(name).Open('[');
        foreach (var value in values)
            _text.String(value);
        _text.Close(']');
    }
}
