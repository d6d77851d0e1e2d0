using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Connect.AspNetCore.OpenApi;

/// <summary>The schemas of the types, each once, by name.</summary>
internal sealed class Schemas
{
    private readonly SortedDictionary<string, JsonNode> _named = new(StringComparer.Ordinal);
    private readonly JsonSchemaExporterOptions _options;

    /// <summary>Makes it.</summary>
    public Schemas() => _options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    /// <summary>The schema of a contract, or a reference to it.</summary>
    public JsonNode Of(JsonTypeInfo type) => IsNamed(type.Type) ? ReferenceTo(type) : type.GetJsonSchemaAsNode(_options);

    /// <summary>The schemas that have names.</summary>
    public JsonObject All() => new(_named.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value)));

    private static bool IsNamed(Type type) => type.Assembly == typeof(Client.ConnectorInfo).Assembly;

    private JsonObject ReferenceTo(JsonTypeInfo type)
    {
        var name = type.Type.Name;
        if (_named.TryAdd(name, new JsonObject()))
            _named[name] = type.GetJsonSchemaAsNode(_options);
        return new JsonObject { ["$ref"] = "#/components/schemas/" + name };
    }

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (context.Path.Length > 0 && IsNamed(type))
        {
            var reference = ReferenceTo(type == context.TypeInfo.Type ? context.TypeInfo : context.TypeInfo.Options.GetTypeInfo(type));
            return AllowsNull(schema) ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference;
        }

        // Whether collection elements may be null is not part of the .NET type: configuration values and recommendations may be null.
        if (type == typeof(IReadOnlyDictionary<string, string?>))
            schema["additionalProperties"] = TextOrNull();
        else if (context.PropertyInfo?.Name is "recommended_values" && context.Path[^1] == "recommended_values")
            schema["items"] = TextOrNull();
        return schema;
    }

    private static JsonObject TextOrNull() => new() { ["type"] = new JsonArray("string", "null") };

    private static bool AllowsNull(JsonNode schema) =>
        (schema["type"] as JsonArray)?.Any(type => (string?)type == "null") == true || (schema["enum"] as JsonArray)?.Contains(null) == true;
}
