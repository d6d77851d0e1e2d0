using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Converts the default of an Avro field to the types of its schema: numbers, strings, bytes, lists and ordered maps; null for
/// null.</summary>
internal sealed record AvroFieldDefault(object? Value)
{
    private static readonly AvroFieldDefault Null = new((object?)null);

    /// <summary>Reads a field's default; null if it has none, or one that does not match its schema.</summary>
    public static AvroFieldDefault? Read(AvroField field)
    {
        try
        {
            return field.Default is null ? null : Read(field.Default, field.Schema);
        }
        catch (DataException)
        {
            // A default whose type differs from its schema ends the search for a matching branch.
            return null;
        }
    }

    private static AvroFieldDefault? Read(AvroJson json, AvroSchema? schema)
    {
        AvroDepth.Check();
        if (json.Kind == AvroJsonKind.Null)
            return Null;
        if (schema is AvroUnionSchema union)
        {
            return union.Branches
                .Where(branch => branch.Type != AvroSchemaType.Null)
                .Select(branch => Read(json, branch))
                .FirstOrDefault(read => read is not null);
        }

        var value = Content(json, schema);
        return value is null ? null : new AvroFieldDefault(value);
    }

    private static object? Content(AvroJson json, AvroSchema? schema) => (json.Kind, schema?.Type) switch
    {
        (AvroJsonKind.Boolean, _) => json.Long != 0,
        (AvroJsonKind.Integer, AvroSchemaType.Int) => json.IsInt ? (int)json.Long : null,
        (AvroJsonKind.Integer, AvroSchemaType.Long) => json.IsLong ? json.Long : null,
        (AvroJsonKind.Integer or AvroJsonKind.Double, AvroSchemaType.Float) => (float)json.Double,
        (AvroJsonKind.Integer or AvroJsonKind.Double, AvroSchemaType.Double) => json.Double,
        (AvroJsonKind.String, AvroSchemaType.String or AvroSchemaType.Enum) => json.Text,
        (AvroJsonKind.String, AvroSchemaType.Bytes or AvroSchemaType.Fixed) => System.Text.Encoding.Latin1.GetBytes(json.Text),
        (AvroJsonKind.Array, AvroSchemaType.Array) => json.Items.Select(item => Read(item, ((AvroArraySchema)schema!).Items)?.Value).ToList(),
        (AvroJsonKind.Object, AvroSchemaType.Record) when json.Members.Any(member => ((AvroRecordSchema)schema!).Field(member.Key) is null) =>
            throw new DataException("The default has other fields than its record."),
        (AvroJsonKind.Object, AvroSchemaType.Map) => Members(json, name => ((AvroMapSchema)schema!).Values),
        (AvroJsonKind.Object, AvroSchemaType.Record) => Members(json, name => ((AvroRecordSchema)schema!).Field(name)!.Schema),

        // These match another branch at best, but count as given: the schema is marked as having a default from its field.
        (AvroJsonKind.Array, null) => json.Items.Select(item => Read(item, null)?.Value).ToList(),
        (AvroJsonKind.Array, _) => json.Items.Count == 0 ? new List<object?>() : throw new DataException("The default is a list, but its schema "
            + "has another type."),
        (AvroJsonKind.Object, _) => Members(json, _ => null),
        (AvroJsonKind.Integer, null) => json.IsInt ? (object)(int)json.Long : json.IsLong ? json.Long : null,
        (AvroJsonKind.Double, null) => json.Double,
        (AvroJsonKind.String, null) => json.Text,
        _ => null,
    };

    private static OrderedDictionary<string, object?> Members(AvroJson json, Func<string, AvroSchema?> schema)
    {
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in json.Members)
            members[name] = Read(value, schema(name))?.Value;
        return members;
    }
}
