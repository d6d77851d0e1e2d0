using System.Text;
using Connect.Data;

namespace Connect.Converters.Tests.Json;

public sealed class JsonHostileInputTests
{
    [TestCase(1000, true)]
    [TestCase(1001, false)]
    [TestCase(10_000_000, false)]
    public void Nesting_ends_at_a_thousand(int depth, bool fits)
    {
        var json = new byte[depth * 2];
        json.AsSpan(0, depth).Fill((byte)'[');
        json.AsSpan(depth).Fill((byte)']');

        Assert.That(() => JsonCases.Plain.ReadBytes(json), fits ? Throws.Nothing : Throws.TypeOf<DataException>());
    }

    [Test]
    public void Nesting_counts_in_members_that_are_not_read()
    {
        const string Schema = """{"type":"struct","fields":[]}""";
        var converter = new JsonConverter();
        var start = $"{{\"schema\":{Schema},\"payload\":";
        converter.Read(start + "{}}");

        Assert.That(() => converter.Read($"{start}{{\"x\":{new string('[', 999)}{new string(']', 999)}}}}}"), Throws.TypeOf<DataException>());
    }

    [TestCase("9", 1000, true)]
    [TestCase("9", 1001, false)]
    [TestCase("0", 100_000, true)]
    public void A_number_has_a_thousand_digits_without_leading_zeros(string digit, int count, bool fits) =>
        Assert.That(
            () => JsonCases.Plain.Read(string.Concat(Enumerable.Repeat(digit, count))), fits ? Throws.Nothing : Throws.TypeOf<DataException>());

    [TestCase("1e2147483647", double.PositiveInfinity)]
    [TestCase("-1e400", double.NegativeInfinity)]
    [TestCase("1e-2147483647", 0.0)]
    [TestCase("-1e-400", -0.0)]
    [TestCase("-0.0", 0.0)]
    public void Huge_exponents_cost_nothing(string json, double expected) =>
        Assert.That(BitConverter.DoubleToInt64Bits((double)JsonCases.Plain.Read(json).Value!), Is.EqualTo(BitConverter.DoubleToInt64Bits(expected)));

    [TestCase("1e2147483648")]
    [TestCase("1e-2147483648")]
    [TestCase("1.5e-2147483647")]
    [TestCase("1e99999999999999999999")]
    public void Exponents_end_where_Javas_end(string json) => Assert.That(() => JsonCases.Plain.Read(json), Throws.TypeOf<DataException>());

    [TestCase("1e2147483647", 0L)]
    [TestCase("1e63", long.MinValue)]
    [TestCase("123456789.9e-3", 123456L)]
    public void Integers_with_huge_exponents_wrap_around(string number, long expected) =>
        Assert.That(JsonCases.Enveloped.Read($$"""{"schema":{"type":"int64"},"payload":{{number}}}""").Value, Is.EqualTo(expected));

    [Test]
    public void A_decimal_with_a_huge_exponent_is_read_and_a_far_one_refused()
    {
        const string Decimal = """{"type":"bytes","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"2"}}""";

        Assert.That(
            JsonCases.Enveloped.Read($$"""{"schema":{{Decimal}},"payload":1e2147483647}""").Value, Is.EqualTo(new ConnectDecimal(1, -2147483647)));
        Assert.That(() => JsonCases.Enveloped.Read($$"""{"schema":{{Decimal}},"payload":1e2147483648}"""), Throws.TypeOf<DataException>());
    }

    [TestCase(20_000_000, true)]
    [TestCase(20_000_001, false)]
    public void A_text_has_twenty_million_characters(int length, bool fits)
    {
        var json = new byte[length + 2];
        json.AsSpan().Fill((byte)'s');
        json[0] = json[^1] = (byte)'"';

        Assert.That(() => JsonCases.Plain.ReadBytes(json), fits ? Throws.Nothing : Throws.TypeOf<DataException>());
    }

    [TestCase("n", 50_000, true)]
    [TestCase("n", 50_001, false)]
    [TestCase("ä", 25_000, true)]
    [TestCase("ä", 25_001, false)]
    [TestCase("\\u0061", 50_000, true)]
    [TestCase("\\u0061", 50_001, false)]
    public void A_name_has_fifty_thousand_bytes(string part, int count, bool fits) =>
        Assert.That(
            () => JsonCases.Plain.Read($$"""{"{{string.Concat(Enumerable.Repeat(part, count))}}":1}"""), fits
                ? Throws.Nothing : Throws.TypeOf<DataException>());

    [TestCase("22 80 22")]
    [TestCase("22 C3 22")]
    [TestCase("22 C3 28 22")]
    [TestCase("22 E2 82 22")]
    [TestCase("22 ED A0 80 22")]
    [TestCase("22 F8 80 80 80 80 22")]
    [TestCase("22 FF 22")]
    [TestCase("7B 22 C3 22 3A 31 7D")]
    [TestCase("7B 22 5C 75 64 38 30 30 22 3A 31 7D")]
    [TestCase("FF")]
    public void Broken_UTF8_is_an_error(string hex) => Assert.That(() => JsonCases.Plain.ReadBytes(Bytes(hex)), Throws.TypeOf<DataException>());

    [TestCase("22 C0 80 22", new[] { 0 })]
    [TestCase("22 E0 80 80 22", new[] { 0 })]
    [TestCase("22 5C 75 64 38 30 30 22", new[] { 0xD800 })]
    [TestCase("22 F4 90 80 80 22", new[] { 0xDC00, 0xDC00 })]
    [TestCase("22 F0 80 80 80 22", new[] { 0xFFC0, 0xDC00 })]
    public void What_Jackson_lets_pass_passes(string hex, int[] units) =>
        Assert.That(((string)JsonCases.Plain.ReadBytes(Bytes(hex)).Value!).Select(unit => (int)unit), Is.EqualTo(units));

    [Test]
    public void Broken_off_anywhere_it_is_an_error_never_a_hang()
    {
        var schema = SchemaBuilder.Struct().Field("n", Schema.Float64).Field("t", Schema.String)
            .Field("l", SchemaBuilder.Array(Schema.Boolean).Build()).Build();
        var whole = JsonCases.Enveloped.WriteBytes(
            schema, new Struct(schema) { ["n"] = -12.5e30, ["t"] = "a\n\u00e4\uD83D\uDE00", ["l"] = new object[] { true, false } })!;
        JsonCases.Enveloped.ReadBytes(whole);

        for (var length = 0; length < whole.Length; length++)
            Assert.That(() => JsonCases.Enveloped.ReadBytes(whole[..length]), Throws.TypeOf<DataException>(), $"{length} bytes");
    }

    [Test]
    public void Many_names_that_differ_are_no_trap()
    {
        var json = new StringBuilder("{");
        for (var i = 0; i < 100_000; i++)
            json.Append(i == 0 ? "" : ",").Append('"').Append(i).Append("\":").Append(i);

        Assert.That(((ConnectMap)JsonCases.Plain.Read(json.Append('}').ToString()).Value!)["99999"], Is.EqualTo(99999L));
    }

    [Test]
    [NonParallelizable]
    public void Schema_texts_are_kept_within_bounds()
    {
        var converter = new JsonConverter(new JsonConverterOptions { SchemasCacheSize = int.MaxValue });
        var doc = new string('d', 1_000_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 100; i++)
            converter.Read($$"""{"schema":{"type":"string","doc":"{{doc}}{{i}}"},"payload":"x"}""");

        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(100_000_000));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
