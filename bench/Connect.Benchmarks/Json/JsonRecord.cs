using System.Text.Json.Nodes;
using Connect.Data;

namespace Connect.Benchmarks.Json;

/// <summary>The record that the JSON benchmarks write and read: ten fields of usual types.</summary>
internal static class JsonRecord
{
    public static Schema Schema { get; } = SchemaBuilder.Struct().Name("com.example.Order")
        .Field("id", Data.Schema.Int64)
        .Field("customer", Data.Schema.String)
        .Field("quantity", Data.Schema.Int32)
        .Field("price", Data.Schema.Float64)
        .Field("currency", Data.Schema.String)
        .Field("paid", Data.Schema.Boolean)
        .Field("note", Data.Schema.OptionalString)
        .Field("weight", Data.Schema.Float32)
        .Field("shelf", Data.Schema.Int16)
        .Field("created", LogicalTypes.Timestamp)
        .Build();

    public static Struct Value { get; } = Create();

    /// <summary>What a program without the converter would do.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The same JSON as a tree.</returns>
    public static JsonObject ToNode(Struct value) => new()
    {
        ["id"] = value.Get<long>("id"),
        ["customer"] = value.Get<string>("customer"),
        ["quantity"] = value.Get<int>("quantity"),
        ["price"] = value.Get<double>("price"),
        ["currency"] = value.Get<string>("currency"),
        ["paid"] = value.Get<bool>("paid"),
        ["note"] = value.Get<string?>("note"),
        ["weight"] = value.Get<float>("weight"),
        ["shelf"] = value.Get<short>("shelf"),
        ["created"] = value.Get<DateTimeOffset>("created").ToUnixTimeMilliseconds(),
    };

    private static Struct Create() => new(Schema)
    {
        ["id"] = 4711000815L,
        ["customer"] = "Ada Lovelace and Company",
        ["quantity"] = 12,
        ["price"] = 249.95,
        ["currency"] = "EUR",
        ["paid"] = true,
        ["note"] = "leave it at the back door",
        ["weight"] = 1.5f,
        ["shelf"] = (short)301,
        ["created"] = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
    };
}
