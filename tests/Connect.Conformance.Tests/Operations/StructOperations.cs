using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Data;

namespace Connect.Conformance.Tests.Operations;

/// <summary>The operation <c>struct</c>.</summary>
internal sealed class StructOperations : IGoldenOperations
{
    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations => [new("struct", RunSteps)];

    private static JsonNode RunSteps(GoldenCase golden)
    {
        var schema = golden.Schema("schema")!;
        Struct target;
        try
        {
            target = new Struct(schema);
        }
        catch (DataException e)
        {
            return ErrorNotation.Failure(e, "construct");
        }

        var results = golden.List("steps").Select(step => DataOperations.Attempt(() => Run(target, step!.AsArray())));
        return new JsonObject { ["results"] = new JsonArray([.. results]) };
    }

    private static JsonObject Run(Struct target, JsonArray step)
    {
        var name = step.Count > 1 ? (string?)ValueNotation.Read(step[1]) : null;
        var schema = name is null ? null : target.Schema.Field(name)?.Schema;
        switch (JsonText.Of(step[0]))
        {
            case "put":
                target.Put(name!, ValueNotation.Read(step[2], schema));
                return DataOperations.Ok();
            case "validate":
                target.Validate();
                return DataOperations.Ok();
            case var getter:
                // A struct says its schema: Java printed it without the field's schema at hand.
                var value = Get(target, getter!, name!);
                return DataOperations.Value(value, value is Struct ? null : schema);
        }
    }

    private static object? Get(Struct target, string getter, string name) => getter switch
    {
        "get" => target[name],
        "getWithoutDefault" => target.GetWithoutDefault(name),
        "getInt8" => target.GetInt8(name),
        "getInt16" => target.GetInt16(name),
        "getInt32" => target.GetInt32(name),
        "getInt64" => target.GetInt64(name),
        "getFloat32" => target.GetFloat32(name),
        "getFloat64" => target.GetFloat64(name),
        "getBoolean" => target.GetBoolean(name),
        "getString" => target.GetString(name),
        "getBytes" => target.GetBytes(name),
        "getArray" => target.GetArray(name),
        "getMap" => target.GetMap(name),
        "getStruct" => target.GetStruct(name),
        "toString" => target.ToString(),
        _ => throw new NotSupportedException($"step {getter}"),
    };
}
