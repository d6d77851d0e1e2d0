using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Conformance.Tests.Operations;
using Connect.Converters.Avro;
using Connect.Converters.Avro.Mapping;

namespace Connect.Conformance.Tests;

/// <summary>Every case of avro.jsonl: what Confluent's converter printed for the same schemas and values.</summary>
public sealed class AvroGoldens
{
    public static IEnumerable<TestCaseData> Cases()
    {
        var file = Path.Combine(GoldenFolder.Path, "avro.jsonl");
        if (!File.Exists(file))
            return [new TestCaseData(new JsonObject()).SetName("avro").Ignore(GoldenFolder.MissingReason)];
        return File.ReadLines(file)
            .Where(line => line.Length > 0)
            .Select(line => JsonNode.Parse(line, documentOptions: new() { MaxDepth = 4096 })!.AsObject())
            .Select(golden => new TestCaseData(golden).SetName($"avro/{JsonText.Of(golden["id"])}").SetCategory("avro"));
    }

    [TestCaseSource(nameof(Cases))]
    public void Golden_case(JsonObject golden)
    {
        var config = golden["cfg"]?.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value is null ? null : entry.Value.ToString()) ?? [];
        var data = new AvroData(AvroDataOptions.FromConfig(config));
        switch (JsonText.Of(golden["dir"]))
        {
            case "to-avro":
                AvroToAvroCase.Run(golden, data);
                break;
            case "to-connect":
                AvroToConnectCase.Run(golden, data);
                break;
            default:
                Assert.Fail($"No direction is written for {golden["dir"]}.");
                break;
        }
    }
}
