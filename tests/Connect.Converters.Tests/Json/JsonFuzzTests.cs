using System.Globalization;
using System.Text;
using Connect.Data;

namespace Connect.Converters.Tests.Json;

/// <summary>Mutated JSON: the outcome is a value or a DataException, and the compiled readers agree with the tree converter.
/// <c>CONNECT_FUZZ_COUNT</c> says how many.</summary>
[Category("Fuzz")]
public sealed class JsonFuzzTests
{
    private const int DefaultCount = 20_000;

    private static readonly byte[][] Pieces = Array.ConvertAll(
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "false", "0", "-", "1e5", "1.5", "-0.0", "1e400", "1E-400", "99999999999",
            "12345678901234567890", "007", "e", "E+", ".", "\"a\"", " ",
            "\n", "\\u00e4", "\\ud83d", "\"type\":\"int32\"", "\"optional\":true", "\"default\":1", "\"default\":null", "\"schema\":", "\"payload\":",
            "\"field\":\"a\"", "\"items\":{\"type\":\"string\"}",
            "\"version\":1", "\"name\":\"org.apache.kafka.connect.data.Date\"",
            "\"name\":\"org.apache.kafka.connect.data.Decimal\",\"parameters\":{\"scale\":\"1\"}", "struct", "int8", "bytes", "map", "AJw=",
            "1e2147483647", "1e-99999999999", "[[[[[[[[", "\u00E4", "\uD83D\uDE00", "\uFEFF", "2147483648", "86400000",
        ],
        text => Encoding.UTF8.GetBytes(text));

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("CONNECT_FUZZ_COUNT"), CultureInfo.InvariantCulture, out var count) ? count : DefaultCount;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public void Whatever_comes_in_the_outcome_is_a_value_or_a_DataException(int seed)
    {
        var random = new Random(seed);
        var seeds = SeedTexts().ToArray();
        var (enveloped,
            plain) = (new JsonConverter(),
                new JsonConverter(new JsonConverterOptions { SchemasEnable = false, ReplaceNullWithDefault = seed % 2 == 0 }));
        foreach (var text in seeds)
            Outcome(enveloped.ReadBytes, text);

        for (var i = 0; i < Count / 4; i++)
        {
            var converter = random.Next(3) == 0 ? plain : enveloped;
            var text = Mutate(random, seeds[random.Next(seeds.Length)]);
            var outcome = Outcome(converter.ReadBytes, text);
            if (!IsForeign(text) && outcome != Outcome(converter.ReadByTree, text))
                Assert.Fail(
                    $"The compiled reader and the tree disagree about {Convert.ToBase64String(text)}: {outcome}, "
                        + $"{Outcome(converter.ReadByTree, text)}");
        }
    }

    private static IEnumerable<byte[]> SeedTexts()
    {
        var inner = SchemaBuilder.Struct().Name("inner").Field("n", Schema.Float64)
            .Field("d", SchemaBuilder.String().Optional().Default("dd").Build()).Build();
        var outer = SchemaBuilder.Struct()
            .Field("a", Schema.Int8).Field("b", Schema.OptionalInt64).Field("c", Schema.Float32).Field("s", Schema.OptionalString)
            .Field("y", Schema.Bytes).Field("f", Schema.Boolean)
            .Field("list", SchemaBuilder.Array(inner).Build()).Field("map", SchemaBuilder.Map(Schema.String, Schema.OptionalInt32).Build())
            .Field("pairs", SchemaBuilder.Map(Schema.Int32, inner).Build()).Field("dec", LogicalTypes.Decimal(2)).Field("date", LogicalTypes.Date)
            .Field("time", LogicalTypes.Time.AsOptional()).Field("at", LogicalTypes.Timestamp)
            .Build();
        var value = new Struct(outer)
        {
            ["a"] = (sbyte)1,
            ["b"] = 1L << 40,
            ["c"] = 1.5f,
            ["s"] = "t\u00E9xt\n\uD83D\uDE00",
            ["y"] = new byte[] { 1, 2, 3 },
            ["f"] = true,
            ["list"] = new object[] { new Struct(inner) { ["n"] = 1e10 }, new Struct(inner) { ["n"] = -0.5, ["d"] = "x" } },
            ["map"] = new ConnectMap { { "k", 1 }, { "l", null } },
            ["pairs"] = new ConnectMap { { 5, new Struct(inner) { ["n"] = 0.1 } } },
            ["dec"] = 1.56m,
            ["date"] = new DateOnly(2024, 2, 29),
            ["at"] = DateTimeOffset.UnixEpoch,
        };
        yield return JsonCases.Enveloped.WriteBytes(outer, value)!;
        yield return JsonCases.Plain.WriteBytes(outer, value)!;
        yield return new JsonConverter(new JsonConverterOptions { DecimalFormat = JsonDecimalFormat.Numeric }).WriteBytes(outer, value)!;
        yield return JsonCases.Enveloped.WriteBytes(null, new object?[] { 1L, "a", null, new ConnectMap { { "b", 0.5 } } })!;
        foreach (var schema in new[] { Schema.Int32, Schema.OptionalString, Schema.Bytes, LogicalTypes.Time })
            yield return Encoding.UTF8.GetBytes(
                $$"""{"schema":{"type":"{{schema.Type.ToLowerName()}}","name":"{{schema.Name}}","optional":{{(schema.IsOptional ? "true" : "false")}}},"payload":1}""");
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var text = new List<byte>(seed);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var position = random.Next(text.Count + 1);
            switch (random.Next(6))
            {
                case 0 when position < text.Count:
                    text.RemoveAt(position);
                    break;
                case 1 when position < text.Count:
                    text[position] = (byte)random.Next(256);
                    break;
                case 2:
                    text.RemoveRange(position, text.Count - position);
                    break;
                case 3:
                    text.RemoveRange(position, Math.Min(random.Next(12), text.Count - position));
                    text.InsertRange(position, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 4 when text.Count > 0:
                    var from = random.Next(text.Count);
                    text.InsertRange(position, text.GetRange(from, Math.Min(random.Next(40), text.Count - from)));
                    break;
                default:
                    text.InsertRange(position, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return [.. text];
    }

    private static string Outcome(Func<byte[], SchemaAndValue> read, byte[] text)
    {
        try
        {
            var result = read(text);
            return $"{result.Schema} {JavaText.Of(result.Value is byte[] bytes ? Convert.ToHexString(bytes) : result.Value)}".Split("[B@")[0];
        }
        catch (DataException e)
        {
            return e.Message;
        }
    }

    // Behind a byte order mark it would be another text: with one of its own, in UTF-16, of three bytes or fewer, or blank.
    private static bool IsForeign(byte[] text) =>
        text.Length < 2 || text[0] is 0 or >= 0xEF || text[1] == 0;
}
