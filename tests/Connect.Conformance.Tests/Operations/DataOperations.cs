using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Connectors;
using Connect.Data;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Schemas and values: <c>data.jsonl</c>, apart from structs, headers and records.</summary>
internal sealed class DataOperations : IGoldenOperations
{
    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations =>
    [
        new("build-schema", BuildSchema),
        new("validate-value", ValidateValue),
        new("validate-value-each", ValidateEach),
        new("project", Project),
        new("from-logical", FromLogical),
        new("to-logical", ToLogical),
        new("schema-equals", SchemaEquals),
        new("schema-and-value-equals", SchemaAndValueEquals),
        new("schema-accessor", SchemaAccessor),
        new("group-partitions", GroupPartitions),
    ];

    private static JsonNode BuildSchema(GoldenCase golden)
    {
        SchemaBuilder? builder = null;
        JsonNode step = 0;
        try
        {
            var index = 0;
            foreach (var call in golden.List("steps"))
            {
                step = index++;
                builder = SchemaBuilderCalls.Apply(builder, call!.AsArray());
            }

            step = "build";
            var schema = builder!.Build();
            return new JsonObject { ["schema"] = SchemaNotation.Write(schema), ["toString"] = schema.ToString() };
        }
        catch (Exception e) when (e is ConnectException or ArgumentException)
        {
            var failure = ErrorNotation.Failure(e);
            failure["step"] = step;
            return failure;
        }
    }

    private static JsonObject ValidateValue(GoldenCase golden)
    {
        var schema = golden.Schema("schema")!;
        schema.Validate(golden.Value("value", schema), golden.Text("name"));
        return Ok();
    }

    private static JsonObject ValidateEach(GoldenCase golden)
    {
        var schema = golden.Schema("schema")!;
        var results = golden.List("values").Select(value => Attempt(() =>
        {
            schema.Validate(ValueNotation.Read(value, schema));
            return Ok();
        }));
        return new JsonObject { ["results"] = new JsonArray([.. results]) };
    }

    private static JsonObject Project(GoldenCase golden)
    {
        var (source, target) = (golden.Schema("source")!, golden.Schema("target")!);
        return Value(SchemaProjector.Project(source, golden.Value("value", source), target), target);
    }

    private static JsonObject FromLogical(GoldenCase golden)
    {
        var schema = golden.Schema("schema")!;
        var value = golden.Value("value", schema)!;
        return Value(golden.Text("logical") switch
        {
            "Decimal" => DecimalLogicalType.FromLogical(schema, (ConnectDecimal)value),
            "Date" => DateLogicalType.FromLogical(schema, value),
            "Time" => TimeLogicalType.FromLogical(schema, value),
            _ => TimestampLogicalType.FromLogical(schema, value),
        });
    }

    private static JsonObject ToLogical(GoldenCase golden)
    {
        var schema = golden.Schema("schema")!;
        var value = golden.Value("value")!;
        return Value(golden.Text("logical") switch
        {
            "Decimal" => DecimalLogicalType.ToLogical(schema, (byte[])value),
            "Date" => DateLogicalType.ToLogical(schema, (int)value),
            "Time" => TimeLogicalType.ToLogical(schema, (int)value),
            _ => TimestampLogicalType.ToLogical(schema, (long)value),
        });
    }

    private static JsonObject SchemaEquals(GoldenCase golden)
    {
        var (a, b) = (SchemaOrBuilder(golden["a"]), SchemaOrBuilder(golden["b"]));
        var (equal, reverse) = (Equals(a, b), Equals(b, a));
        if (equal)
            Assert.That(b?.GetHashCode(), Is.EqualTo(a?.GetHashCode()), "Equal schemas have equal hashes.");
        return new JsonObject { ["equal"] = equal, ["reverseEqual"] = reverse == equal ? null : reverse };
    }

    private static object? SchemaOrBuilder(JsonNode? node) =>
        node?["unbuilt"] is null ? SchemaNotation.Read(node) : SchemaNotation.ReadBuilder(node.AsObject());

    private static JsonObject SchemaAndValueEquals(GoldenCase golden)
    {
        var (a, b) = (Pair(golden["a"]!), Pair(golden["b"]!));
        if (a == b)
            Assert.That(b.GetHashCode(), Is.EqualTo(a.GetHashCode()), "Equal values have equal hashes.");
        return new JsonObject { ["equal"] = a == b, ["valuesEqual"] = ValueEqualityComparer.Java.Equals(a.Value, b.Value) };

        static SchemaAndValue Pair(JsonNode json)
        {
            var schema = SchemaNotation.Read(json["schema"]);
            return new SchemaAndValue(schema, ValueNotation.Read(json["value"], schema));
        }
    }

    private static JsonObject SchemaAccessor(GoldenCase golden)
    {
        var schema = golden.Schema("schema")!;
        return golden.Text("accessor") switch
        {
            "fields" => new JsonObject { ["fields"] = new JsonArray([.. schema.Fields.Select(field => new JsonArray(field.Name, field.Index))]) },
            "field" => new JsonObject { ["field"] = WriteField(schema.Field(golden.Text("argument")!)) },
            "keySchema" => new JsonObject { ["schema"] = SchemaNotation.Write(schema.KeySchema) },
            "valueSchema" => new JsonObject { ["schema"] = SchemaNotation.Write(schema.ValueSchema) },
            "schema" => new JsonObject { ["schema"] = SchemaNotation.Write(schema) },
            "toString" => new JsonObject { ["text"] = schema.ToString() },
            "name" => new JsonObject { ["text"] = schema.Name },
            "doc" => new JsonObject { ["text"] = schema.Doc },
            "type" => new JsonObject { ["text"] = schema.Type.ToUpperName() },
            var other => throw new NotSupportedException($"accessor {other}"),
        };
    }

    private static JsonObject? WriteField(Field? field) => field is null
        ? null
        : new JsonObject { ["name"] = field.Name, ["index"] = field.Index, ["schema"] = SchemaNotation.Write(field.Schema) };

    private static JsonObject GroupPartitions(GoldenCase golden)
    {
        var elements = Enumerable.Range(0, golden["count"]!.GetValue<int>()).ToList();
        var groups = PartitionGrouping.Group(elements, golden["groups"]!.GetValue<int>());
        return new JsonObject
        {
            ["groups"] = new JsonArray(
            [.. groups.Select(group => new JsonArray([.. group.Select(element => JsonValue.Create(element))]))])
        };
    }

    internal static JsonObject Ok() => new() { ["ok"] = true };

    internal static JsonObject Value(object? value, Schema? schema = null) => new() { ["value"] = ValueNotation.Write(value, schema) };

    internal static JsonObject Attempt(Func<JsonObject> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is ConnectException or ArgumentException)
        {
            return ErrorNotation.Failure(e);
        }
    }
}
