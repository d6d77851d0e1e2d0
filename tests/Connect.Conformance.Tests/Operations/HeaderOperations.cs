using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Connectors;
using Connect.Data;

namespace Connect.Conformance.Tests.Operations;

/// <summary>The operation <c>headers</c>.</summary>
internal sealed class HeaderOperations : IGoldenOperations
{
    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations => [new("headers", RunSteps)];

    private static JsonNode RunSteps(GoldenCase golden)
    {
        var headers = new ConnectHeaders();
        var results = golden.List("steps").Select(step => DataOperations.Attempt(() => Run(headers, step!.AsArray()))).ToList();
        return new JsonObject { ["results"] = new JsonArray([.. results]), ["headers"] = RecordNotation.WriteHeaders(headers) };
    }

    private static JsonObject Run(ConnectHeaders headers, JsonArray step)
    {
        var method = JsonText.Of(step[0])!;
        var first = step.Count > 1 ? ValueNotation.Read(step[1]) : null;
        var key = (string)first!;
        switch (method)
        {
            case "lastWithName":
                return new JsonObject { ["header"] = headers.LastWithName(key) is { } header ? RecordNotation.WriteHeader(header) : null };
            case "allWithName":
                return new JsonObject { ["headers"] = RecordNotation.WriteHeaders(headers.AllWithName(key)) };
            case "size":
                return new JsonObject { ["size"] = headers.Count };
            case "toString":
                return new JsonObject { ["text"] = headers.ToString() };
            case "isEmpty":
                return new JsonObject { ["isEmpty"] = headers.IsEmpty };
            default:
                Change(headers, method, key, step);
                return DataOperations.Ok();
        }
    }

    private static void Change(ConnectHeaders headers, string method, string key, JsonArray step) => _ = method switch
    {
        "add" => headers.Add(key, SchemaOf(step[2]), ValueNotation.Read(step[3], SchemaOf(step[2]))),
        "addList" => headers.AddList(key, (IReadOnlyList<object?>?)ValueNotation.Read(step[3]), SchemaOf(step[2])!),
        "addMap" => headers.AddMap(key, (IReadOnlyDictionary<object, object?>?)ValueNotation.Read(step[3]), SchemaOf(step[2])!),
        "applyRename" => headers.Apply(key, header => header.WithKey((string)ValueNotation.Read(step[2])!)),
        "applyDropAll" => headers.Apply(_ => null),
        "remove" => headers.Remove(key),
        "retainLatest" => key is null ? headers.RetainLatest() : headers.RetainLatest(key),
        "clear" => headers.Clear(),
        _ => AddTyped(headers, method, key, ValueNotation.Read(step[2])),
    };

    private static ConnectHeaders AddTyped(ConnectHeaders headers, string method, string key, object? value) => method switch
    {
        "addString" => headers.AddString(key, (string?)value),
        "addBytes" => headers.AddBytes(key, (byte[]?)value),
        "addBoolean" => headers.AddBoolean(key, (bool)value!),
        "addByte" => headers.AddInt8(key, (sbyte)value!),
        "addShort" => headers.AddInt16(key, (short)value!),
        "addInt" => headers.AddInt32(key, (int)value!),
        "addLong" => headers.AddInt64(key, (long)value!),
        "addFloat" => headers.AddFloat32(key, (float)value!),
        "addDouble" => headers.AddFloat64(key, (double)value!),
        "addStruct" => headers.AddStruct(key, (Struct?)value),
        "addDecimal" => headers.AddDecimal(key, (ConnectDecimal?)value),
        "addDate" => Instant(value) is { } instant ? headers.AddDate(key, instant) : headers.AddDate(key, (DateOnly?)null),
        "addTime" => Instant(value) is { } instant ? headers.AddTime(key, instant) : headers.AddTime(key, (TimeOnly?)null),
        "addTimestamp" => Instant(value) is { } instant ? headers.AddTimestamp(key, instant) : headers.AddTimestamp(key, (DateTimeOffset?)null),
        _ => throw new NotSupportedException($"step {method}"),
    };

    private static Schema? SchemaOf(JsonNode? node) => (Schema?)ValueNotation.Read(node);

    private static ConnectInstant? Instant(object? value) =>
        ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds) ? new ConnectInstant(milliseconds) : null;
}
