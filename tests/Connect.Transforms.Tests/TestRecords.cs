using Connect.Connectors;
using Connect.Data;

namespace Connect.Transforms.Tests;

/// <summary>Records for tests.</summary>
internal static class TestRecords
{
    public static SourceRecord Source(Schema? schema, object? value, string topic = "orders-1", long? timestamp = 1_709_210_096_789) =>
        new(null, null, topic, 3, null, null, schema, value, timestamp);

    public static SinkRecord Sink(Schema? schema, object? value) =>
        new("orders-1", 3, null, null, schema, value, 44, 1_709_210_096_789, TimestampType.CreateTime);

    public static SourceRecord Map(params (string Key, object? Value)[] entries) =>
        Source(null, new ConnectMap(entries.Select(entry => KeyValuePair.Create((object)entry.Key, entry.Value))));
}
