using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Converts the default of a Connect schema to the JSON of an Avro schema.</summary>
internal sealed class ConnectDefaults(AvroDataOptions options)
{
    private readonly AvroScrubber _scrubber = new(options.ScrubInvalidNames);

    /// <summary>Converts to the form of the property <c>connect.default</c>.</summary>
    public AvroJson OfType(Schema schema, object? value) => Json(schema, value, widen: false);

    /// <summary>Converts to the form of an Avro field's default, in which a float is printed as a double.</summary>
    public AvroJson OfField(Schema schema, object? value) => Json(schema, value, widen: true);

    private AvroJson Json(Schema? schema, object? value, bool widen)
    {
        AvroDepth.Check();
        if (value is null)
            return AvroJson.Null;
        if (schema is null)
            throw new DataException("The default of a collection without an element schema cannot be written as Avro.");
        return (schema.Type, ConnectLogical.ToBase(schema, value)) switch
        {
            (SchemaType.Int8, sbyte number) => AvroJson.Of((long)number),
            (SchemaType.Int16, short number) => AvroJson.Of((long)number),
            (SchemaType.Int32, int number) => AvroJson.Of((long)number),
            (SchemaType.Int64, long number) => AvroJson.Of(number),
            (SchemaType.Float32, float number) => widen ? AvroJson.Of((double)number) : AvroJson.OfShortest(number),
            (SchemaType.Float64, double number) => AvroJson.Of(number),
            (SchemaType.Boolean, bool flag) => AvroJson.Of(flag),
            (SchemaType.String, string text) => AvroJson.Of(text),
            (SchemaType.Bytes, byte[] bytes) => AvroJson.Of(System.Text.Encoding.Latin1.GetString(bytes)),
            (SchemaType.Bytes, ReadOnlyMemory<byte> bytes) => AvroJson.Of(System.Text.Encoding.Latin1.GetString(bytes.Span)),
            (SchemaType.Array, IReadOnlyList<object?> list) => AvroJson.Of([.. list.Select(item => Json(schema.ValueSchema, item, widen))]),
            (SchemaType.Map, IReadOnlyDictionary<object, object?> map) => Map(schema, map, widen),
            (SchemaType.Struct, Struct data) => Struct(schema, data, widen),
            _ => throw new DataException($"The default of {schema} has the type {value.GetType()}."),
        };
    }

    private AvroJson Map(Schema schema, IReadOnlyDictionary<object, object?> map, bool widen)
    {
        if (!ConnectSchemas.IsAvroMap(schema, options))
        {
            return AvroJson.Of([.. map.Select(entry =>
                AvroJson.Of((AvroJson[])[Json(schema.KeySchema, entry.Key, widen), Json(schema.ValueSchema, entry.Value, widen)]))]);
        }

        var members = new AvroProperties();
        foreach (var (key, value) in map)
        {
            if (key is not string name)
                throw new DataException($"The default of {schema} has the key '{key}', which is not a string.");
            members.Put(name, Json(schema.ValueSchema, value, widen));
        }

        return AvroJson.Of(members);
    }

    private AvroJson Struct(Schema schema, Struct data, bool widen)
    {
        var members = new AvroProperties();
        foreach (var field in schema.Fields)
        {
            var json = Json(field.Schema, data[field.Name], widen);
            if (ConnectSchemas.IsUnion(schema))
                return json;
            members.Put(_scrubber.Field(field.Name), json);
        }

        return AvroJson.Of(members);
    }
}
