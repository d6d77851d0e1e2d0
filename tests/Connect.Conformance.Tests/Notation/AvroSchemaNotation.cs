using System.Text.Json.Nodes;
using Connect.Data;

namespace Connect.Conformance.Tests.Notation;

/// <summary>Connect schemas in the notation of avro.md.</summary>
internal static class AvroSchemaNotation
{
    public static Schema? Read(JsonNode? node)
    {
        if (node is null)
            return null;
        if (node is not JsonObject json)
            return Start(JsonText.Of(node)!, out var isOptional).Also(isOptional, builder => builder.Optional()).Build();
        var builder = json["value"] is { } value && Plain(json) is "array" or "map"
            ? Plain(json) == "array" ? SchemaBuilder.Array(Read(json["value"])!) : SchemaBuilder.Map(Read(json["key"])!, Read(json["value"])!)
            : Start(Plain(json), out _);
        if (json["optional"]?.GetValue<bool>() == true || JsonText.Of(json["type"])!.EndsWith('?'))
            builder.Optional();
        var started = builder.Build();
        if (started.Name is null)
            builder.Name(JsonText.Of(json["name"]));
        if (started.Version is null)
            builder.Version(json["version"]?.GetValue<int>());
        builder.Doc(JsonText.Of(json["doc"]));
        foreach (var (name, parameter) in json["params"]?.AsObject() ?? [])
            builder.Parameter(name, JsonText.Of(parameter));
        foreach (var field in json["fields"]?.AsArray() ?? [])
            builder.Field(JsonText.Of(field![0])!, Read(field[1])!);
        var schema = builder.Build();
        return json["default"] is { } @default ? schema.WithDefault(AvroValueNotation.Read(schema, @default)) : schema;
    }

    public static JsonNode? Write(Schema? schema) => Write(schema, []);

    private static JsonNode? Write(Schema? schema, List<Schema> enclosing)
    {
        if (schema is null)
            return null;
        if (schema.IsRecursive && enclosing.Any(outer => ReferenceEquals(outer, schema) || outer.AsOptional() == schema.AsOptional()))
        {
            var reference = new JsonObject { ["recursive-ref"] = schema.Name };
            if (schema.IsOptional)
                reference["optional"] = true;
            return reference;
        }

        var type = schema.Type.ToString().ToLowerInvariant();
        if (schema is { Name: null, Version: null, Doc: null, DefaultValue: null, Parameters.Count: 0, Type: <= SchemaType.Bytes })
            return type + (schema.IsOptional ? "?" : "");
        var json = new JsonObject { ["type"] = type };
        if (schema.IsOptional)
            json["optional"] = true;
        if (schema.Name is not null)
            json["name"] = schema.Name;
        if (schema.Version is { } version)
            json["version"] = version;
        if (schema.Doc is not null)
            json["doc"] = schema.Doc;
        if (schema.DefaultValue is not null)
            json["default"] = AvroValueNotation.Write(schema, schema.DefaultValue);
        if (schema.Parameters.Count > 0)
            json["params"] = new JsonObject(schema.Parameters.Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)parameter.Value)));
        enclosing.Add(schema);
        WriteParts(schema, json, enclosing);
        enclosing.RemoveAt(enclosing.Count - 1);
        return json;
    }

    private static void WriteParts(Schema schema, JsonObject json, List<Schema> enclosing)
    {
        if (schema.Type == SchemaType.Map)
            json["key"] = Write(schema.KeySchema, enclosing);
        if (schema.Type is SchemaType.Map or SchemaType.Array)
            json["value"] = Write(schema.ValueSchema, enclosing);
        if (schema.Type == SchemaType.Struct)
            json["fields"] = new JsonArray([.. schema.Fields.Select(field => new JsonArray(field.Name, Write(field.Schema, enclosing)))]);
    }

    private static string Plain(JsonObject json) => JsonText.Of(json["type"])!.TrimEnd('?');

    private static SchemaBuilder Start(string type, out bool isOptional)
    {
        isOptional = type.EndsWith('?');
        type = type.TrimEnd('?');
        return type switch
        {
            "date" => DateLogicalType.Builder(),
            "time" => TimeLogicalType.Builder(),
            "timestamp" => TimestampLogicalType.Builder(),
            _ when type.StartsWith("decimal:", StringComparison.Ordinal) =>
                DecimalLogicalType.Builder(int.Parse(type.AsSpan("decimal:".Length), provider: null)),
            _ => SchemaBuilder.OfType(Enum.Parse<SchemaType>(type, ignoreCase: true)),
        };
    }

    private static SchemaBuilder Also(this SchemaBuilder builder, bool condition, Action<SchemaBuilder> action)
    {
        if (condition)
            action(builder);
        return builder;
    }
}
