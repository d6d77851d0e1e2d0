using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Turns JSON in memory into values, with all of Kafka Connect's leniencies and errors: what the compiled readers leave over.</summary>
/// <remarks>Remembers where in the value it is, so that an error can say it.</remarks>
internal sealed partial class JsonTreeConverter(ReadOnlyMemory<byte> utf8, JsonConverterOptions options)
{
    private readonly List<string> _path = [];

    /// <summary>Where the value is that could not be read.</summary>
    public string Path => FieldPath.Format(_path);

    /// <summary>Turns a piece of JSON into a value.</summary>
    /// <param name="schema">The schema; null takes the JSON for what it is.</param>
    /// <param name="item">The JSON; null where a member is missing.</param>
    /// <exception cref="DataException">The JSON does not fit the schema.</exception>
    public object? Convert(Schema? schema, JsonItem? item)
    {
        if (schema is null)
            return ConvertFreely(item!);
        if (item is null || item.Kind == JsonKind.Null)
            return SubstituteForNull(schema);
        return schema.LogicalType switch
        {
            LogicalType.None => ConvertType(schema, item),
            LogicalType.Decimal => ConvertDecimal(schema, item),
            _ => ConvertInstant(schema, item),
        };
    }

    /// <summary>The number that a piece of JSON is.</summary>
    public JsonNumber NumberOf(JsonItem item) => new JsonScanner(utf8.Span[item.Position]).TakeNumber();

    private object? SubstituteForNull(Schema schema)
    {
        if (schema.DefaultValue is { } substitute && options.ReplaceNullWithDefault)
            return substitute;
        return schema.IsOptional ? null : throw new DataException($"Invalid null value for required {schema.Type.ToUpperName()} field");
    }

    private object? ConvertFreely(JsonItem item) => item.Kind switch
    {
        JsonKind.Boolean => item.Flag,
        JsonKind.String => item.Text,
        JsonKind.Number => FreeNumber(item),
        JsonKind.Array => ConvertArray(null, item),
        JsonKind.Object => ConvertObject(null, item),
        _ => null,
    };

    private object FreeNumber(JsonItem item)
    {
        var number = NumberOf(item);
        return JsonNumberValue.ToObject(number);
    }

    private object? ConvertType(Schema schema, JsonItem item) => schema.Type switch
    {
        SchemaType.Int8 => unchecked((sbyte)Integer(item)),
        SchemaType.Int16 => unchecked((short)Integer(item)),
        SchemaType.Int32 => unchecked((int)Integer(item)),
        SchemaType.Int64 => Integer(item),
        SchemaType.Float32 => item.Kind == JsonKind.Number ? JsonNumberValue.ToSingle(NumberOf(item)) : 0f,
        SchemaType.Float64 => item.Kind == JsonKind.Number ? JsonNumberValue.ToDouble(NumberOf(item)) : 0d,
        SchemaType.Boolean => item.Flag,
        SchemaType.String => item.Text,
        SchemaType.Bytes => ConvertBytes(item),
        SchemaType.Array => ConvertArray(schema.ValueSchema, item),
        SchemaType.Map => ConvertMap(schema, item),
        _ => ConvertStruct(schema, item),
    };

    private long Integer(JsonItem item) => item.Kind == JsonKind.Number ? JsonNumberValue.ToInt64(NumberOf(item)) : 0;

    private static byte[]? ConvertBytes(JsonItem item)
    {
        if (item.Text is null)
            return null;
        try
        {
            return JacksonBase64.Decode(item.Text);
        }
        catch (FormatException e)
        {
            throw new DataException("Invalid bytes field", e);
        }
    }

    private static DataException Mismatch(string expectation, JsonItem item) => new($"{expectation} {item.KindName}");
}
