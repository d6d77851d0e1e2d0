using System.Text.Json.Nodes;
using Connect.Data;

namespace Connect.Conformance.Tests.Notation;

/// <summary>Reads and writes S, the notation of schemas.</summary>
internal static class SchemaNotation
{
    public static Schema? Read(JsonNode? node)
    {
        if (node is not JsonObject json)
            return null;
        var schema = ReadBuilder(json).Build();
        return json["default"] is { } defaultValue ? schema.WithDefault(ValueNotation.Read(defaultValue, schema)) : schema;
    }

    /// <summary>Reads a schema as the builder of it, which in some cases is the object itself: "unbuilt".</summary>
    /// <param name="json">The schema.</param>
    /// <returns>A builder of the schema without its default.</returns>
    public static SchemaBuilder ReadBuilder(JsonObject json)
    {
        var type = Enum.Parse<SchemaType>(JsonText.Of(json["type"])!, ignoreCase: true);
        var builder = type switch
        {
            SchemaType.Map => SchemaBuilder.UntypedMap(Read(json["keySchema"]), Read(json["valueSchema"])),
            SchemaType.Array when Read(json["valueSchema"]) is { } elements => SchemaBuilder.Array(elements),
            _ => SchemaBuilder.OfType(type),
        };
        if (json["optional"]!.GetValue<bool>())
            builder.Optional();
        builder.Name(JsonText.Of(json["name"])).Version(json["version"]?.GetValue<int>()).Doc(JsonText.Of(json["doc"]));
        foreach (var (key, value) in json["parameters"]?.AsObject() ?? [])
            builder.Parameter(key, JsonText.Of(value));
        foreach (var field in json["fields"]?.AsArray() ?? [])
            builder.Field(JsonText.Of(field!["name"])!, Read(field["schema"])!);
        return builder;
    }

    public static JsonNode? Write(Schema? schema)
    {
        if (schema is null)
            return null;
        var json = new JsonObject
        {
            ["type"] = schema.Type.ToUpperName(),
            ["optional"] = schema.IsOptional,
            ["name"] = schema.Name,
            ["version"] = schema.Version,
            ["doc"] = schema.Doc,
            ["default"] = ValueNotation.Write(schema.DefaultValue, schema),
        };
        if (schema.Parameters.Count > 0)
            json["parameters"] = new JsonObject(schema.Parameters.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
        if (schema.Type == SchemaType.Map)
            json["keySchema"] = Write(schema.KeySchema);
        if (schema.Type is SchemaType.Map or SchemaType.Array)
            json["valueSchema"] = Write(schema.ValueSchema);
        if (schema.Type == SchemaType.Struct)
            json["fields"] = new JsonArray([.. schema.Fields.Select(WriteField)]);
        return json;
    }

    public static JsonNode WriteField(Field field) => new JsonObject { ["name"] = field.Name, ["schema"] = Write(field.Schema) };
}
