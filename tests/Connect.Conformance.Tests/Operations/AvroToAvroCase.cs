using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Comparison;
using Connect.Conformance.Tests.Notation;
using Connect.Converters.Avro;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Runs a case of the direction <c>to-avro</c>: a Connect schema and value become an Avro schema and bytes.</summary>
internal static class AvroToAvroCase
{
    /// <summary>Stands for <see cref="Anything"/>.</summary>
    public const string AnythingMark = "@ANYTHING";

    /// <summary>The schema of values without a schema.</summary>
    public const string Anything =
        """{"type":"record","name":"Anything","namespace":"io.confluent.connect.avro","fields":[{"name":"boolean","type":["null","boolean"],"default":null},{"name":"bytes","type":["null","bytes"],"default":null},{"name":"double","type":["null","double"],"default":null},{"name":"float","type":["null","float"],"default":null},{"name":"int","type":["null","int"],"default":null},{"name":"long","type":["null","long"],"default":null},{"name":"string","type":["null","string"],"default":null},{"name":"array","type":["null",{"type":"array","items":"Anything"}],"default":null},{"name":"map","type":["null",{"type":"array","items":{"type":"record","name":"MapEntry","fields":[{"name":"key","type":"Anything"},{"name":"value","type":"Anything"}]}}],"default":null}]}""";

    public static void Run(JsonObject golden, AvroData data)
    {
        var schema = AvroSchemaNotation.Read(golden["schema"]);
        if (golden.ContainsKey("expectSchemaError") || IsDefect(golden))
        {
            Assert.That(() => data.FromConnectSchema(schema), Throws.InstanceOf<DataException>());
            return;
        }

        var avro = data.FromConnectSchema(schema);
        var text = JsonText.Of(golden["expectAvroSchema"]);
        Assert.That(avro.ToString(), Is.EqualTo(text == AnythingMark ? Anything : text));
        Assert.That(AvroSchema.Parse(avro.ToString()), Is.EqualTo(avro));
        if (golden.ContainsKey("expectBack"))
            Assert.That(
                AvroNotationComparer.Difference(
                    golden["expectBack"], AvroSchemaNotation.Write(data.ToConnectSchema(AvroSchema.Parse(avro.ToString())))), Is.Null);
        if (golden.ContainsKey("value"))
            RunValue(golden, data, schema);
    }

    private static void RunValue(JsonObject golden, AvroData data, Schema? schema)
    {
        var valueSchema = golden.ContainsKey("valueSchema") ? AvroSchemaNotation.Read(golden["valueSchema"]) : schema;
        byte[]? Encode() => data.Encoder(schema).Encode(AvroValueNotation.Read(valueSchema, golden["value"]));

        if (golden.ContainsKey("expectError") || golden.ContainsKey("expectSerializeError"))
            Assert.That(Encode, Throws.InstanceOf<DataException>());
        else
            Assert.That(Hex(Encode()), Is.EqualTo(JsonText.Of(golden["expectPayload"])));
    }

    public static string? Hex(byte[]? bytes) => bytes is null ? null : Convert.ToHexStringLower(bytes);

    private static bool IsDefect(JsonObject golden) => JsonText.Of(golden["pins"])?.StartsWith("REFERENCE DEFECT", StringComparison.Ordinal) == true;
}
