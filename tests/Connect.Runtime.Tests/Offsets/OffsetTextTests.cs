using System.Text;
using Connect.Connectors;
using Connect.Runtime.Offsets;

namespace Connect.Runtime.Tests.Offsets;

public sealed class OffsetTextTests
{
    [TestCase("""{"position":46893}""", 46893L)]
    [TestCase("""{"position":9223372036854775807}""", long.MaxValue)]
    [TestCase("""{"position":1.5}""", 1.5)]
    [TestCase("""{"position":true}""", true)]
    [TestCase("""{"position":"12"}""", "12")]
    [TestCase("""{"position":null}""", null)]
    [TestCase("""{ "position" : 7 }""", 7L)]
    public void Values_come_back_as_Kafka_Connect_gives_them_whole_numbers_as_long(string text, object? expected)
    {
        var offset = OffsetText.ReadValue(Encoding.UTF8.GetBytes(text));
        Assert.That(offset!["position"], Is.EqualTo(expected));
        Assert.That(offset["position"]?.GetType(), Is.EqualTo(expected?.GetType()));
    }

    [Test]
    public void Keys_are_written_with_the_bytes_by_which_Kafka_Connect_finds_them()
    {
        var partition = new SourcePartition([new("server", "süd 😀 \"x\"/"), new("shard", 0), new("open", true), new("none", null)]);
        Assert.That(
            Encoding.UTF8.GetString(OffsetText.WriteKey("lab-multi", partition)),
            Is.EqualTo("""["lab-multi",{"server":"süd \uD83D\uDE00 \"x\"/","shard":0,"open":true,"none":null}]"""));
    }

    [TestCase("not json")]
    [TestCase("""["plain"]""")]
    [TestCase("""{"a":1}""")]
    [TestCase("""["plain",null]""")]
    [TestCase("[1,{}]")]
    [TestCase("")]
    public void A_key_that_is_none_is_not_read(string text) =>
        Assert.That(() => OffsetText.ReadKey(Encoding.UTF8.GetBytes(text)), Throws.TypeOf<DataException>());

    [TestCase("""{"a":[1]}""")]
    [TestCase("""{"a":""")]
    [TestCase("[]")]
    public void A_value_that_is_no_flat_map_is_not_read(string text) =>
        Assert.That(() => OffsetText.ReadValue(Encoding.UTF8.GetBytes(text)), Throws.TypeOf<DataException>());

    [Test]
    public void Value_is_what_a_Java_worker_writes()
    {
        var offset = new SourceOffset(
            [new("null", null), new("double", 1.5), new("text", "é \"\\/\u0001"), new("exp", 1e10), new("long", 1099511627776), new("done", false)]);

        Assert.That(
            Encoding.UTF8.GetString(OffsetText.WriteValue(offset)),
            Is.EqualTo("""{"null":null,"double":1.5,"text":"é \"\\/\u0001","exp":1.0E10,"long":1099511627776,"done":false}"""));
    }

    [TestCase("\u007f\u2028ü+'<>&/", "\u007f\u2028ü+'<>&/")]
    [TestCase("\b\t\n\f\r\u001f", "\\b\\t\\n\\f\\r\\u001F")]
    public void Characters_are_escaped_as_in_Java(string text, string expected) =>
        Assert.That(
            Encoding.UTF8.GetString(OffsetText.WriteKey(text, new SourcePartition(text, text))),
            Is.EqualTo($$"""["{{expected}}",{"{{expected}}":"{{expected}}"}]"""));

    [Test]
    public void Value_that_cannot_be_stored_is_named() =>
        Assert.That(
            () => OffsetText.WriteValue(new SourceOffset("when", DateTimeOffset.UnixEpoch)),
            Throws.TypeOf<DataException>().With.Message.Contains("when"));

    [Test]
    public void Half_of_a_surrogate_pair_comes_back_as_it_was_stored()
    {
        var partition = new SourcePartition("file", "a\uD83D");
        var key = OffsetText.WriteKey("c", partition);

        Assert.That(Encoding.UTF8.GetString(key), Is.EqualTo("""["c",{"file":"a\uD83D"}]"""));
        Assert.That(OffsetText.ReadKey(key), Is.EqualTo(partition));
        Assert.That(OffsetText.ReadValue(OffsetText.WriteValue(new SourceOffset("at", "\uDE00")))!["at"], Is.EqualTo("\uDE00"));
    }

    [TestCase("9223372036854775808", long.MinValue)]
    [TestCase("18446744073709551617", 1L)]
    public void Whole_numbers_beyond_long_wrap_around_as_in_Kafka_Connect(string number, long expected) =>
        Assert.That(OffsetText.ReadValue(Encoding.UTF8.GetBytes($$"""{"position":{{number}}}"""))!["position"], Is.EqualTo(expected));

    [TestCase(float.NaN, "\"NaN\"")]
    [TestCase(double.NegativeInfinity, "\"-Infinity\"")]
    [TestCase(1.0E-5f, "1.0E-5")]
    public void Numbers_are_written_as_in_Java(object number, string expected) =>
        Assert.That(Encoding.UTF8.GetString(OffsetText.WriteValue(new SourceOffset("n", number))), Is.EqualTo($$"""{"n":{{expected}}}"""));

    [Test]
    public void Bytes_are_written_in_Base64() =>
        Assert.That(Encoding.UTF8.GetString(OffsetText.WriteValue(new SourceOffset("b", new byte[] { 1, 2 }))), Is.EqualTo("""{"b":"AQI="}"""));
}
