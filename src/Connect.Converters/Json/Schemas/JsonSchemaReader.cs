using System.Text;
using Connect.Converters.Json.Reading;
using Connect.Data;

namespace Connect.Converters.Json.Schemas;

/// <summary>Turns the JSON of a schema into a schema.</summary>
internal static class JsonSchemaReader
{
    /// <summary>Reads the schema that a configuration gives for all messages.</summary>
    /// <exception cref="DataException">The text is not JSON, or not a schema.</exception>
    public static Schema? ReadConfigured(string json, JsonConverterOptions options)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        try
        {
            return Read(JsonTree.Parse(utf8), new JsonTreeConverter(utf8, options));
        }
        catch (JsonSyntaxException e)
        {
            throw new DataException("Failed to parse schema in converter config due to serialization error: ", e);
        }
    }

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The schema; JSON's null is none.</param>
    /// <param name="values">Reads defaults.</param>
    /// <exception cref="DataException">It is not a schema.</exception>
    public static Schema? Read(JsonItem json, JsonTreeConverter values)
    {
        if (json.Kind == JsonKind.Null)
            return null;
        var type = json.TextOf("type") ?? throw new DataException("Schema must contain 'type' field");
        var builder = Start(type, json, values);
        if (json["optional"] is { Flag: true })
            builder.Optional();
        if (json.TextOf("name") is { } name)
            builder.Name(name);
        if (json["version"] is { Kind: JsonKind.Number } version && values.NumberOf(version) is { IsIntegral: true } number)
            builder.Version(unchecked((int)number.LowBits));
        if (json.TextOf("doc") is { } doc)
            builder.Doc(doc);
        foreach (var (key, value) in json["parameters"]?.Members ?? [])
            builder.Parameter(key, value.Text ?? throw new DataException("Schema parameters must have string values."));
        if (json["default"] is { } substitute)
            builder.Default(values.Convert(builder.Build(), substitute));
        return builder.Build();
    }

    private static SchemaBuilder Start(string type, JsonItem json, JsonTreeConverter values) => type switch
    {
        "boolean" => SchemaBuilder.Boolean(),
        "int8" => SchemaBuilder.Int8(),
        "int16" => SchemaBuilder.Int16(),
        "int32" => SchemaBuilder.Int32(),
        "int64" => SchemaBuilder.Int64(),
        "float" => SchemaBuilder.Float32(),
        "double" => SchemaBuilder.Float64(),
        "bytes" => SchemaBuilder.Bytes(),
        "string" => SchemaBuilder.String(),
        "array" => StartArray(json, values),
        "map" => StartMap(json, values),
        "struct" => StartStruct(json, values),
        _ => throw new DataException($"Unknown schema type: {type}"),
    };

    private static SchemaBuilder StartArray(JsonItem json, JsonTreeConverter values) => json["items"] is { Kind: not JsonKind.Null } items
        ? SchemaBuilder.Array(Read(items, values)!)
        : throw new DataException("Array schema did not specify the element type");

    private static SchemaBuilder StartMap(JsonItem json, JsonTreeConverter values)
    {
        var keys = json["keys"] ?? throw new DataException("Map schema did not specify the key type");
        var mapValues = json["values"] ?? throw new DataException("Map schema did not specify the value type");
        return SchemaBuilder.Map(Read(keys, values)!, Read(mapValues, values)!);
    }

    private static SchemaBuilder StartStruct(JsonItem json, JsonTreeConverter values)
    {
        if (json["fields"] is not { Items: { } fields })
            throw new DataException("Struct schema's \"fields\" argument is not an array.");
        var builder = SchemaBuilder.Struct();
        foreach (var field in fields)
        {
            var name = field.TextOf("field") ?? throw new DataException("Struct schema's field name not specified properly");
            builder.Field(name, Read(field, values)!);
        }

        return builder;
    }
}
