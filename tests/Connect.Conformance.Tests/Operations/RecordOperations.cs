using System.Globalization;
using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Connectors;
using Connect.Data;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Records: equality, copies, texts, and who shares headers with whom.</summary>
internal sealed class RecordOperations : IGoldenOperations
{
    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations =>
    [
        new("header-sharing", HeaderSharing),
        new("record-equals", RecordEquals),
        new("new-record", NewRecord),
        new("record-to-string", golden => new JsonObject { ["text"] = golden.Record("record").ToString() }),
    ];

    private static JsonNode HeaderSharing(GoldenCase golden)
    {
        var headers = new ConnectHeaders().AddString("a", "1");
        var how = golden.Text("how")!;
        if (how == "duplicate")
            return Duplicate(headers);
        var isOther = how.Contains("other", StringComparison.Ordinal) || how.Contains("iterable", StringComparison.Ordinal);
        if (how.StartsWith("constructor", StringComparison.Ordinal))
            return Counts(headers, RecordWith(isOther ? [.. headers] : headers), null);
        var first = RecordWith(headers);
        return Counts(headers, first, how switch
        {
            "new-record" => first with { Topic = "other" },
            _ when isOther => first with { Headers = new ConnectHeaders(first.Headers) },
            _ => first with { Headers = first.Headers },
        });
    }

    private static JsonObject Duplicate(ConnectHeaders headers)
    {
        var duplicate = new ConnectHeaders(headers);
        headers.AddString("b", "2");
        return new JsonObject { ["first"] = headers.Count, ["duplicate"] = duplicate.Count };
    }

    private static JsonObject Counts(ConnectHeaders headers, SourceRecord first, SourceRecord? second)
    {
        headers.AddString("b", "2");
        return new JsonObject { ["first"] = first.Headers.Count, ["second"] = second?.Headers.Count };
    }

    private static SourceRecord RecordWith(IEnumerable<ConnectHeader> headers) => new(null, null, "t", null, null, null, null, "v", null, headers);

    private static JsonNode RecordEquals(GoldenCase golden)
    {
        var (a, b) = (golden.Record("a"), golden.Record("b"));
        if (a == b)
            Assert.That(b.GetHashCode(), Is.EqualTo(a.GetHashCode()), "Equal records have equal hashes.");
        Assert.That(b == a, Is.EqualTo(a == b), "Equality goes both ways.");
        return new JsonObject { ["equal"] = a == b };
    }

    private static JsonNode NewRecord(GoldenCase golden)
    {
        var record = golden.Record("record");
        foreach (var call in golden.List("calls"))
            record = Call(record, call!.AsObject());
        return new JsonObject { ["record"] = RecordNotation.Write(record) };
    }

    private static ConnectRecord Call(ConnectRecord record, JsonObject call)
    {
        var (keySchema, valueSchema) = (SchemaNotation.Read(call["keySchema"]), SchemaNotation.Read(call["valueSchema"]));
        var (key, value) = (ValueNotation.Read(call["key"], keySchema), ValueNotation.Read(call["value"], valueSchema));
        var result = record with
        {
            Topic = JsonText.Of(call["topic"])!,
            Partition = call["partition"]?.GetValue<int>(),
            KeySchema = keySchema,
            Key = key,
            ValueSchema = valueSchema,
            Value = value,
            Timestamp = JsonText.Of(call["timestamp"]) is { } timestamp ? long.Parse(timestamp, CultureInfo.InvariantCulture) : null,
        };
        return call["headers"] is JsonArray headers
            ? result with { Headers = new ConnectHeaders(headers.Select(header => RecordNotation.ReadHeader(header!))) }
            : result;
    }
}
