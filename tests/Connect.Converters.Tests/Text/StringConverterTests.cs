using Connect.Data;

namespace Connect.Converters.Tests.Text;

public sealed class StringConverterTests
{
    [TestCase("UTF-8", "61C3A4E282ACF09F98807A")]
    [TestCase("utf8", "61C3A4E282ACF09F98807A")]
    [TestCase("UTF-16", "FEFF006100E420ACD83DDE00007A")]
    [TestCase("UTF_16LE", "6100E400AC203DD800DE7A00")]
    public void A_text_is_written_in_the_encoding_and_read_back(string encoding, string hex)
    {
        var converter = new StringConverter(encoding);

        Assert.That(Convert.ToHexString(converter.FromConnectHeader("t", "h", null, "aä€😀z")!), Is.EqualTo(hex));
        Assert.That(converter.ToConnectHeader("t", "h", Convert.FromHexString(hex)), Is.EqualTo(new SchemaAndValue(Schema.OptionalString, "aä€😀z")));
    }

    [TestCase("ISO-8859-1", "61E43F3F7A")]
    [TestCase("latin1", "61E43F3F7A")]
    [TestCase("US-ASCII", "613F3F3F7A")]
    [TestCase("Cp1252", "61E4803F7A")]
    [TestCase("windows-1251", "613F883F7A")]
    public void What_the_encoding_does_not_have_is_one_question_mark(string encoding, string hex) =>
        Assert.That(Convert.ToHexString(new StringConverter(encoding).FromConnectHeader("t", "h", null, "aä€😀z")!), Is.EqualTo(hex));

    [TestCase("windows-1252", "8081", new[] { 0x20AC, 0xFFFD })]
    [TestCase("US-ASCII", "6180", new[] { 'a', 0xFFFD })]
    [TestCase("UTF-8", "EDA080", new[] { 0xFFFD })]
    [TestCase("UTF-8", "C0AFF08080AF", new[] { 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD })]
    [TestCase("UTF-8", "EFBBBF61", new[] { 0xFEFF, 'a' })]
    [TestCase("UTF-16", "FFFE6100", new[] { (int)'a' })]
    [TestCase("UTF-16BE", "D8000061", new[] { 0xFFFD })]
    public void Broken_bytes_are_read_as_Java_reads_them(string encoding, string hex, int[] units) =>
        Assert.That(
            ((string)new StringConverter(encoding).ToConnectHeader("t", "h", Convert.FromHexString(hex)).Value!).Select(unit => (int)unit),
            Is.EqualTo(units));

    [TestCase("no-such-charset")]
    [TestCase("")]
    [TestCase("a b")]
    [TestCase("UTF-32")]
    [TestCase("GBK")]
    [TestCase("EUC-KR")]
    [TestCase("Shift_JIS")]
    [TestCase("IBM037")]
    [TestCase("KOI8-U")]
    public void An_unknown_encoding_is_refused_when_the_converter_is_made(string encoding) => Assert.That(
        () => new StringConverter(new Dictionary<string, string?> { ["converter.encoding"] = encoding }),
        Throws.TypeOf<DataException>().With.Message.EqualTo($"Unsupported encoding {encoding}"));

    [Test]
    public void Any_value_is_written_as_Javas_text()
    {
        var converter = new StringConverter();
        var schema = SchemaBuilder.Struct().Field("x", Schema.Float64).Build();

        Assert.That(Text(converter, 1e10), Is.EqualTo("1.0E10"));
        Assert.That(Text(converter, new object[] { "", 1, "b" }), Is.EqualTo("[, 1, b]"));
        Assert.That(Text(converter, new Struct(schema) { ["x"] = 0.5 }), Is.EqualTo("Struct{x=0.5}"));
    }

    private static string Text(StringConverter converter, object value) =>
        System.Text.Encoding.UTF8.GetString(converter.FromConnectHeader("t", "h", null, value)!);

    [Test]
    public void An_encoding_that_is_null_is_UTF_8() => Assert.That(
        new StringConverter(new Dictionary<string, string?> { ["converter.encoding"] = null }).FromConnectHeader("t", "h", null, "ä"),
        Is.EqualTo(new byte[] { 0xC3, 0xA4 }));
}
