using Connect.Converters.Avro;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Benchmarks.Avro;

/// <summary>The record of ten fields and 117 bytes by which Avro is measured.</summary>
internal static class TenFields
{
    public static Schema Schema { get; } = SchemaBuilder.Struct().Name("bench.Ten")
        .Field("name", Schema.String)
        .Field("count", Schema.Int32)
        .Field("total", Schema.Int64)
        .Field("ratio", Schema.Float64)
        .Field("active", Schema.Boolean)
        .Field("hash", Schema.Bytes)
        .Field("at", TimestampLogicalType.Builder().Build())
        .Field("note", Schema.OptionalString)
        .Field("ids", SchemaBuilder.Array(Schema.Int32).Build())
        .Field("sizes", SchemaBuilder.Map(Schema.String, Schema.Int64).Build())
        .Build();

    public static Struct Value { get; } = new(Schema)
    {
        ["name"] = "a name of 15 ch",
        ["count"] = 1234,
        ["total"] = 9_876_543_210L,
        ["ratio"] = 0.123456789,
        ["active"] = true,
        ["hash"] = new byte[16],
        ["at"] = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
        ["note"] = "thirteen char",
        ["ids"] = new object?[] { 100, 2000, 30000, 400000, 5000000 },
        ["sizes"] = new ConnectMap
        {
            ["one"] = 1_000L,
            ["two"] = 200_000L,
            ["three"] = 30_000_000L,
            ["four"] = 4_000_000_000L,
        },
    };

    public static AvroData Data { get; } = new();

    public static AvroSchema Avro { get; } = Data.FromConnectSchema(Schema);
}
