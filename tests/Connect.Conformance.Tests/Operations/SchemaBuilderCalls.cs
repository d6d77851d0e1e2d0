using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Notation;
using Connect.Data;

namespace Connect.Conformance.Tests.Operations;

/// <summary>The steps of the operation <c>build-schema</c>.</summary>
internal static class SchemaBuilderCalls
{
    public static SchemaBuilder Apply(SchemaBuilder? builder, JsonArray call)
    {
        var method = JsonText.Of(call[0]);
        var argument = call.Count > 1 ? call[1] : null;
        return method switch
        {
            "type" => SchemaBuilder.OfType(Enum.Parse<SchemaType>(JsonText.Of(argument)!, ignoreCase: true)),
            "array" => SchemaBuilder.Array((Schema)ValueNotation.Read(argument)!),
            "map" => SchemaBuilder.Map((Schema)ValueNotation.Read(argument)!, (Schema)ValueNotation.Read(call[2])!),
            "optional" => builder!.Optional(),
            "required" => builder!.Required(),
            "name" => builder!.Name(Fresh(argument)),
            "version" => builder!.Version((int?)ValueNotation.Read(argument)),
            "doc" => builder!.Doc(Fresh(argument)),
            "parameter" => builder!.Parameter((string)ValueNotation.Read(argument)!, (string?)ValueNotation.Read(call[2])),
            "parameters" => builder!.Parameters(((ConnectMap)ValueNotation.Read(argument)!)
                .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value))),
            "default" => builder!.Default(ValueNotation.Read(argument, builder.Build())),
            "field" => builder!.Field((string)ValueNotation.Read(argument)!, (Schema)ValueNotation.Read(call[2])!),
            _ => throw new NotSupportedException($"step {method}"),
        };
    }

    // The cases count on a new object for each text, even an empty one.
    private static string? Fresh(JsonNode? argument) => ValueNotation.Read(argument) is string text ? new string([.. text]) : null;
}
