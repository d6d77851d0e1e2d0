using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Comparison;
using Connect.Conformance.Tests.Notation;
using Connect.Converters.Avro;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Runs a case of the direction <c>to-connect</c>: an Avro schema and bytes become a Connect schema and value, and these Avro
/// again.</summary>
internal static class AvroToConnectCase
{
    public static void Run(JsonObject golden, AvroData data)
    {
        var version = golden["registryVersion"]?.GetValue<int>();
        var payload = Convert.FromHexString(JsonText.Of(golden["payload"]) ?? "");
        SchemaAndValue Decode() => data.Decoder(AvroSchema.Parse(SchemaText(golden["avro"])), version: version).Read(payload);

        if (IsGeneralizedUnionWithNull(golden))
        {
            // The row avro-generalized-null of docs/compatibility.md.
            Assert.That(() => Decode(), Throws.Nothing);
            return;
        }

        if (golden.ContainsKey("expectError"))
        {
            Assert.That(() => Decode(), Throws.InstanceOf<DataException>());
            return;
        }

        var (schema, value) = Decode();
        if (golden.ContainsKey("expectConnectSchema"))
            Assert.That(AvroNotationComparer.Difference(golden["expectConnectSchema"], AvroSchemaNotation.Write(schema)), Is.Null);
        if (golden.ContainsKey("expectValue"))
            Assert.That(AvroNotationComparer.Difference(golden["expectValue"], AvroValueNotation.Write(schema, value)), Is.Null);
        if (golden.ContainsKey("expectBackAvroSchema"))
            Assert.That(data.FromConnectSchema(schema).ToString(), Is.EqualTo(JsonText.Of(golden["expectBackAvroSchema"])));
        if (golden.ContainsKey("expectBackPayload"))
            Assert.That(AvroToAvroCase.Hex(data.Encoder(schema).Encode(value)), Is.EqualTo(JsonText.Of(golden["expectBackPayload"])));
    }

    private static bool IsGeneralizedUnionWithNull(JsonObject golden) =>
        golden["cfg"]?["generalized.sum.type.support"]?.ToString() == "true" && golden["avro"] is JsonArray branches
            && branches.Any(branch => branch?.ToString() == "null");

    /// <summary>A schema is given as JSON; a text that is a whole JSON document itself stands for that.</summary>
    private static string SchemaText(JsonNode? schema) =>
        schema is not JsonValue value || JsonText.Of(value) is not { } text
            ? schema!.ToJsonString()
            : text == AvroToAvroCase.AnythingMark
                ? AvroToAvroCase.Anything : text.AsSpan().TrimStart().IndexOfAny("{[\"") == 0 ? text : schema.ToJsonString();
}
