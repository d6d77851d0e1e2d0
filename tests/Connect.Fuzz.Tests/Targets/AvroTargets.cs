using System.Buffers.Binary;
using System.Text;
using Connect.Converters;
using Connect.Converters.Avro;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Tests;
using Connect.Data;
using Connect.Fuzz.Tests.Fuzzing;
using RegistrySchema = Confluent.SchemaRegistry.Schema;
using SchemaType = Confluent.SchemaRegistry.SchemaType;

namespace Connect.Fuzz.Tests.Targets;

/// <summary>Avro: payloads as the converter gets them, and schemas as a registry sends them.</summary>
internal static class AvroTargets
{
    private const int PayloadsOfEach = 12;

    private static readonly RawHeaders NoHeaders = new();

    public static IEnumerable<FuzzTarget> All()
    {
        yield return Payloads();
        yield return new FuzzTarget(
            "avro-schema", [.. AvroSamples.Schemas.Select(Encoding.UTF8.GetBytes)], TakeSchema, typeof(DataException))
        {
            Share = 4,
            Words = [
                .. FuzzTargets.JsonWords,
                .. FuzzTargets.Words(
                    "\"type\":\"record\"", "\"fields\":[", "\"type\":\"fixed\",\"size\":2147483647", "\"logicalType\":\"decimal\"",
                    "\"default\":", "\"R\"", "\"connect.default\":", "\"connect.type\":\"int8\"", "\"connect.version\":",
                    "\"aliases\":[", "\"precision\":-1", "\"symbols\":[]"),
            ],
        };
    }

    private static FuzzTarget Payloads()
    {
        var pool = new RegistryPool(TimeProvider.System);
        var registry = pool.Mock("fuzz");
        var random = new Random(29);
        var corpus = new List<byte[]>();
        foreach (var (index, text) in AvroSamples.Schemas.Index())
        {
            var id = registry.RegisterSchemaAsync($"s{index}-value", new RegistrySchema(text, SchemaType.Avro)).GetAwaiter().GetResult();
            for (var i = 0; i < PayloadsOfEach; i++)
                corpus.Add(WithId(id, AvroSamples.Payload(random, AvroSchema.Parse(text))));
        }

        var converter = new AvroConverter(
            new Dictionary<string, string?> { ["schema.registry.url"] = "mock://fuzz", ["converter.type"] = "value", ["max.retries"] = "0" },
            pool, TimeProvider.System);
        return new FuzzTarget("avro-payload", corpus, Take, typeof(ConnectException))
        {
            // A million values without bytes are read on purpose (AvroInput); AvroHostileDataTests hold the same limit.
            FreeBytes = 64 << 20,
            Words =
            [
                [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFE, 0xFF, 0xFF, 0xFF, 0x0F], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], [1, 0],
                [0, 0, 0, 0, 0], [3, 0],
            ],
        };

        void Take(byte[] input) => FuzzTargets.Now(converter.ToConnectDataAsync("t", NoHeaders, input, CancellationToken.None));
    }

    private static byte[] WithId(int id, byte[] payload)
    {
        var bytes = new byte[1 + sizeof(int) + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), id);
        payload.CopyTo(bytes, 1 + sizeof(int));
        return bytes;
    }

    private static void TakeSchema(byte[] input)
    {
        var schema = AvroSchema.Parse(Encoding.UTF8.GetString(input));
        new AvroData().Decoder(schema).Read([2, 2, 0, 2, 4, 0, 0]);
    }
}
