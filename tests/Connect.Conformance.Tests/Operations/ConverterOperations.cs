using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Connect.Configuration;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Converters;
using Connect.Data;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Converters for keys, values and headers: <c>converters.jsonl</c>.</summary>
internal sealed class ConverterOperations : IGoldenOperations
{
    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations =>
    [
        new("from-connect", FromConnect),
        new("to-connect", ToConnect),
        new("from-header", FromHeader),
        new("to-header", ToHeader),
        new("configure-converter", Configure),
    ];

    private static JsonObject FromConnect(GoldenCase golden)
    {
        var converter = Converter(golden);
        var schema = golden.Schema("schema");
        var headers = new RawHeaders();
        var value = golden.Value("value", schema);
        var buffer = new ArrayBufferWriter<byte>();
        var bytes = Outcome(() => converter.FromConnectDataAsync(golden.Text("topic")!, headers, schema, value, CancellationToken.None));
        var isWritten = Outcome(
            () => converter.FromConnectDataAsync(golden.Text("topic")!, new RawHeaders(), schema, value, buffer, CancellationToken.None));
        Assert.That(isWritten.Error?.Message, Is.EqualTo(bytes.Error?.Message), "The overloads differ.");
        if (bytes.Error is { } error)
            throw error;
        Assert.That(isWritten.Result ? buffer.WrittenSpan.ToArray() : null, Is.EqualTo(bytes.Result), "The overloads differ.");
        var outcome = Bytes(bytes.Result, golden);
        if (golden.Has("kafkaHeaders"))
            outcome["kafkaHeaderCount"] = headers.Count;
        return outcome;
    }

    private static JsonObject ToConnect(GoldenCase golden)
    {
        var converter = Converter(golden);
        return SchemaAndValue(
            Synchronous(converter.ToConnectDataAsync(golden.Text("topic")!, new RawHeaders(), Input(golden), CancellationToken.None)), golden);
    }

    private static JsonObject FromHeader(GoldenCase golden)
    {
        var schema = golden.Schema("schema");
        return Bytes(
            HeaderConverter(golden).FromConnectHeader(golden.Text("topic")!, golden.Text("header")!, schema, golden.Value("value", schema)), golden);
    }

    private static JsonObject ToHeader(GoldenCase golden) =>
        SchemaAndValue(HeaderConverter(golden).ToConnectHeader(golden.Text("topic")!, golden.Text("header")!, Input(golden)), golden);

    private static JsonObject Configure(GoldenCase golden)
    {
        Converter(golden);
        return new JsonObject { ["ok"] = true };
    }

    private static IConverter Converter(GoldenCase golden) =>
        ConverterTable.Converter(golden.Text("class")!, Config(golden, golden.Flag("isKey") ? "key" : "value"));

    private static IHeaderConverter HeaderConverter(GoldenCase golden) =>
        ConverterTable.HeaderConverter(golden.Text("class")!, Config(golden, "header"));

    private static Dictionary<string, string?> Config(GoldenCase golden, string type) => new(golden.Texts("config")) { ["converter.type"] = type };

    private static byte[]? Input(GoldenCase golden) => golden.Text("bytes") is { } bytes ? Convert.FromBase64String(bytes) : null;

    private static (T? Result, Exception? Error) Outcome<T>(Func<ValueTask<T>> call)
    {
        try
        {
            return (Synchronous(call()), null);
        }
        catch (Exception e) when (e is not AssertionException)
        {
            return (default, e);
        }
    }

    private static T Synchronous<T>(ValueTask<T> call)
    {
        Assert.That(call.IsCompletedSuccessfully, "These converters complete synchronously.");
        return call.GetAwaiter().GetResult();
    }

    // Where the text has an identity hash the case says nothing of the bytes.
    private static JsonObject Bytes(byte[]? bytes, GoldenCase golden)
    {
        var outcome = new JsonObject
        {
            ["bytes"] = bytes is null || golden.Expected["text"] is not null && golden.Expected["bytes"] is null
            ? null : Convert.ToBase64String(bytes)
        };
        if (bytes is not null && IsUtf8(bytes))
            outcome["text"] = Encoding.UTF8.GetString(bytes);
        return outcome;
    }

    // Java's method returns null instead of a pair in one case; a pair of two nulls is the same here.
    private static JsonObject SchemaAndValue(SchemaAndValue result, GoldenCase golden) =>
        golden.Expected["nullResult"] is not null && result == Data.SchemaAndValue.Null
        ? new JsonObject { ["nullResult"] = true }
        : new JsonObject { ["schema"] = SchemaNotation.Write(result.Schema), ["value"] = ValueNotation.Write(result.Value, result.Schema) };

    private static bool IsUtf8(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}
