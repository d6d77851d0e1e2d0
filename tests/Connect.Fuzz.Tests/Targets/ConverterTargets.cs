using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Converters;
using Connect.Converters.Json;
using Connect.Data;
using Connect.Fuzz.Tests.Fuzzing;

namespace Connect.Fuzz.Tests.Targets;

/// <summary>Keys, values and headers of records, without Avro.</summary>
internal static class ConverterTargets
{
    private static readonly RawHeaders NoHeaders = new();

    public static IEnumerable<FuzzTarget> All()
    {
        yield return Json(
            "json-with-schema", schemas: true, "{\"type\":\"struct\",\"fields\":[", "\"optional\":true", "\"default\":", "\"type\":\"map\"",
            "\"name\":\"org.apache.kafka.connect.data.Decimal\"", "\"parameters\":{\"scale\":\"2147483647\"}", "\"version\":1", "\"field\":\"a\"",
            "{\"type\":\"int8\"}", "\"items\":", "\"keys\":", "\"values\":", "\"schema\":null", "\"payload\":",
            "\"name\":\"org.apache.kafka.connect.data.Timestamp\"", "\"type\":\"bytes\"");
        yield return Json("json-without-schema", schemas: false);
        yield return new FuzzTarget(
            "header", [.. Corpus.Read("to-header", "SimpleHeaderConverter"), .. ParsedTexts()], TakeHeader, typeof(DataException))
        { Words = FuzzTargets.JsonWords };
        yield return new FuzzTarget(
            "numbers",
            [
                .. Corpus.Read("to-connect", "IntegerConverter"), .. Corpus.Read("to-connect", "DoubleConverter"), [0, 1], [1],
                [1, 2, 3, 4, 5, 6, 7, 8],
            ],
            TakeNumbers, typeof(DataException));
    }

    private static FuzzTarget Json(string name, bool schemas, params string[] words)
    {
        var converter = new JsonConverter(new Dictionary<string, string?>
        {
            ["schemas.enable"] = schemas ? "true" : "false",
            ["converter.type"] = "value",
        });
        byte[][] corpus = [.. Corpus.Read("to-connect", "JsonConverter", schemas), .. schemas ? Corpus.Written("JsonConverter") : []];
        return new FuzzTarget(name, corpus, Take, typeof(DataException)) { Words = [.. FuzzTargets.JsonWords, .. FuzzTargets.Words(words)] };

        // What was read can be written again, or is refused by name: a transform may have left it as it was.
        void Take(byte[] input)
        {
            var read = FuzzTargets.Now(converter.ToConnectDataAsync("t", NoHeaders, input, CancellationToken.None));
            FuzzTargets.Now(converter.FromConnectDataAsync("t", NoHeaders, read.Schema, read.Value, CancellationToken.None));
        }
    }

    private static IEnumerable<byte[]> ParsedTexts() =>
        from golden in Corpus.Cases("values.jsonl")
        where golden["op"]!.GetValue<string>() == "parse-string"
        from input in golden
        where input.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String && input.Key is not ("id" or "op")
        select Encoding.UTF8.GetBytes(input.Value.GetValue<string>());

    private static void TakeHeader(byte[] input)
    {
        var converter = new SimpleHeaderConverter();
        var read = converter.ToConnectHeader("t", "h", input);
        converter.FromConnectHeader("t", "h", read.Schema, read.Value);
    }

    private static void TakeNumbers(byte[] input)
    {
        IConverter[] converters =
            [new IntegerConverter(), new LongConverter(), new ShortConverter(), new DoubleConverter(), new FloatConverter(), new BooleanConverter()];
        FuzzTargets.Now(converters[input.Length % converters.Length].ToConnectDataAsync("t", NoHeaders, input, CancellationToken.None));
    }
}
