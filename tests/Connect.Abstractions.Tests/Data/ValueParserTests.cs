using Connect.Data;

namespace Connect.Abstractions.Tests.Data;

/// <summary>What a hostile or unlucky text does to the parser; what Java makes of ordinary ones is in the golden cases.</summary>
public sealed class ValueParserTests
{
    [TestCase("1e999999999")]
    [TestCase("-1e999999999")]
    [TestCase("1e-999999999")]
    [TestCase("[1e999999999,1]")]
    [TestCase("{\"a\":1e2147483647}")]
    [TestCase("123456789e2147483640")]
    [TestCase("0e2147483647")]
    [CancelAfter(30_000)]
    public void Huge_exponents_cost_no_more_than_their_digits(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(ValueParser.Parse(text), Is.Not.Null);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100_000));
    }

    [Test]
    public void Nesting_of_a_thousand_is_read()
    {
        var value = ValueParser.Parse(new string('[', 1000) + new string(']', 1000))!.Value.Value;
        var depth = 0;
        for (; value is IReadOnlyList<object?> list; depth++)
            value = list.Count > 0 ? list[0] : null;
        Assert.That(depth, Is.EqualTo(1000));
    }

    [TestCase('[', ']')]
    [TestCase('{', '}')]
    [CancelAfter(30_000)]
    public void Deeper_nesting_is_a_text(char opening, char closing)
    {
        var text = string.Concat(Enumerable.Repeat(opening == '[' ? "[" : "{1:", 100_000)) + new string(closing, 100_000);
        Assert.That(ValueParser.Parse(text), Is.EqualTo(new SchemaAndValue(Schema.String, text)));
    }

    [Test]
    [CancelAfter(30_000)]
    public void A_long_text_is_read_in_a_time_that_grows_with_its_length()
    {
        var text = "[" + string.Join(',', Enumerable.Range(0, 200_000)) + "]";
        Assert.That(ValueParser.Parse(text)!.Value.Value, Has.Count.EqualTo(200_000));
        var unclosed = "[" + string.Join(',', Enumerable.Repeat("\"abc\"", 200_000));
        Assert.That(ValueParser.Parse(unclosed)!.Value.Schema, Is.EqualTo(Schema.String));
    }

    [TestCase("0E3009223372036854775808[ 0\\")]
    [TestCase("[\"1E99999999999999999999-1\"]")]
    public void An_exponent_beyond_64_bits_in_what_looks_like_a_date_is_no_exponent(string text) =>
        Assert.That(() => ValueParser.Parse(text), Throws.Nothing);

    [Test]
    [CancelAfter(30_000)]
    public void Numbers_of_very_many_digits_are_read_and_written()
    {
        var digits = string.Concat(Enumerable.Range(0, 100_000).Select(i => (char)('1' + (i % 9))));
        var number = ValueParser.Parse(digits)!.Value.Value;
        Assert.That(number, Is.TypeOf<ConnectDecimal>());
        Assert.That(ValueFormatter.Format(number), Is.EqualTo(digits));
        Assert.That(ValueParser.Parse($"{digits}e-{digits.Length}")!.Value.Value, Is.EqualTo(0.12345679f));
        Assert.That(ValueParser.Parse($"1.{new string('0', 1_000_000)}")!.Value.Value, Is.EqualTo((sbyte)1));
        Assert.That(((ConnectDecimal)number! with { Scale = digits.Length }).ToDouble(), Is.EqualTo(0.12345678912345678));
    }

    [Test]
    public void Lone_surrogates_are_kept()
    {
        const string Text = "a\uD800";
        Assert.That(ValueParser.Parse(Text), Is.EqualTo(new SchemaAndValue(Schema.String, Text)));
        Assert.That(ValueParser.Parse("[\"\uDC00x\"]")!.Value.Value, Is.EqualTo(new object[] { "\uDC00x" }));
    }

    [Test]
    public void Null_is_no_value_and_no_text_is_null_without_a_schema()
    {
        Assert.That(ValueParser.Parse("null"), Is.Null);
        Assert.That(ValueParser.Parse(null), Is.EqualTo(SchemaAndValue.Null));
        Assert.That(ValueParser.Parse(""), Is.EqualTo(new SchemaAndValue(Schema.String, "")));
    }
}
