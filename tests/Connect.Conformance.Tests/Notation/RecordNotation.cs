using System.Globalization;
using System.Text.Json.Nodes;
using Connect.Connectors;
using Connect.Data;

namespace Connect.Conformance.Tests.Notation;

/// <summary>Reads and writes R, the notation of records.</summary>
internal static class RecordNotation
{
    private static readonly (TimestampType Type, string Name)[] TimestampTypes =
    [
        (TimestampType.NoTimestampType, "NO_TIMESTAMP_TYPE"),
        (TimestampType.CreateTime, "CREATE_TIME"),
        (TimestampType.LogAppendTime, "LOG_APPEND_TIME"),
    ];

    public static ConnectRecord Read(JsonNode json)
    {
        var topic = JsonText.Of(json["topic"])!;
        var partition = json["partition"]?.GetValue<int>();
        var (keySchema, valueSchema) = (SchemaNotation.Read(json["keySchema"]), SchemaNotation.Read(json["valueSchema"]));
        var (key, value) = (ValueNotation.Read(json["key"], keySchema), ValueNotation.Read(json["value"], valueSchema));
        var timestamp = ReadLong(json["timestamp"]);
        var headers = new ConnectHeaders((json["headers"]?.AsArray() ?? []).Select(header => ReadHeader(header!)));
        if (JsonText.Of(json["kind"]) == "source")
        {
            var place = ReadEntries(json["sourcePartition"]) is { } entries ? new SourcePartition(entries) : null;
            var offset = ReadEntries(json["sourceOffset"]) is { } position ? new SourceOffset(position) : null;
            return new SourceRecord(place, offset, topic, partition, keySchema, key, valueSchema, value, timestamp, headers);
        }

        var type = TimestampTypes.Single(entry => entry.Name == JsonText.Of(json["timestampType"])).Type;
        var record = new SinkRecord(
            topic, partition!.Value, keySchema, key, valueSchema, value, ReadLong(json["offset"])!.Value, timestamp, type, headers);
        return record with
        {
            OriginalTopic = JsonText.Of(json["originalTopic"]) ?? record.OriginalTopic,
            OriginalPartition = json["originalPartition"]?.GetValue<int>() ?? record.OriginalPartition,
            OriginalOffset = ReadLong(json["originalOffset"]) ?? record.OriginalOffset,
            Headers = headers,
        };
    }

    public static JsonObject Write(ConnectRecord record)
    {
        var json = new JsonObject
        {
            ["kind"] = record is SinkRecord ? "sink" : "source",
            ["topic"] = record.Topic,
            ["partition"] = record.Partition,
            ["keySchema"] = SchemaNotation.Write(record.KeySchema),
            ["key"] = ValueNotation.Write(record.Key, record.KeySchema),
            ["valueSchema"] = SchemaNotation.Write(record.ValueSchema),
            ["value"] = ValueNotation.Write(record.Value, record.ValueSchema),
            ["timestamp"] = record.Timestamp?.ToString(CultureInfo.InvariantCulture),
            ["headers"] = WriteHeaders(record.Headers),
        };
        if (record is SinkRecord sink)
        {
            json["timestampType"] = TimestampTypes.Single(entry => entry.Type == sink.TimestampType).Name;
            json["offset"] = sink.Offset.ToString(CultureInfo.InvariantCulture);
            json["originalTopic"] = sink.OriginalTopic == sink.Topic ? null : sink.OriginalTopic;
            json["originalPartition"] = sink.OriginalPartition == sink.Partition ? null : sink.OriginalPartition;
            json["originalOffset"] = sink.OriginalOffset == sink.Offset ? null : sink.OriginalOffset.ToString(CultureInfo.InvariantCulture);
        }
        else if (record is SourceRecord source)
        {
            json["sourcePartition"] = WriteEntries(source.SourcePartition);
            json["sourceOffset"] = WriteEntries(source.SourceOffset);
        }

        return json;
    }

    public static ConnectHeader ReadHeader(JsonNode json)
    {
        var schema = SchemaNotation.Read(json["schema"]);
        return new ConnectHeader(JsonText.Of(json["key"])!, schema, ValueNotation.Read(json["value"], schema));
    }

    public static JsonArray WriteHeaders(IEnumerable<ConnectHeader> headers) => [.. headers.Select(WriteHeader)];

    public static JsonObject WriteHeader(ConnectHeader header) => new()
    {
        ["key"] = header.Key,
        ["schema"] = SchemaNotation.Write(header.Schema),
        ["value"] = ValueNotation.Write(header.Value, header.Schema),
    };

    private static long? ReadLong(JsonNode? node) => node is null ? null : long.Parse(JsonText.Of(node)!, CultureInfo.InvariantCulture);

    private static IEnumerable<KeyValuePair<string, object?>>? ReadEntries(JsonNode? node) =>
        (ValueNotation.Read(node) as ConnectMap)?.Select(entry => KeyValuePair.Create((string)entry.Key, entry.Value));

    private static JsonNode? WriteEntries(IEnumerable<KeyValuePair<string, object?>>? entries) => entries is null
        ? null
        : ValueNotation.Write(new ConnectMap(entries.Select(entry => KeyValuePair.Create((object)entry.Key, entry.Value))));
}
