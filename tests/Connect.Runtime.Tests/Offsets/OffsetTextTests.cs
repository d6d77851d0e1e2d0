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
    public void A_key_that_is_none_is_not_read(string text) => Assert.That(OffsetText.ReadKey(Encoding.UTF8.GetBytes(text)), Is.Null);

    [TestCase("""{"a":[1]}""")]
    [TestCase("""{"a":""")]
    [TestCase("[]")]
    public void A_value_that_is_no_flat_map_is_not_read(string text) => Assert.That(OffsetText.ReadValue(Encoding.UTF8.GetBytes(text)), Is.Null);

    [Test]
    public void Value_is_what_a_Java_worker_writes()
    {
        var offset = new SourceOffset([new("null", null), new("double", 1.5), new("text", "é \"\\/\u0001"), new("exp", 1e10), new("long", 1099511627776), new("done", false)]);

        Assert.That(Encoding.UTF8.GetString(OffsetText.WriteValue(offset)), Is.EqualTo("""{"null":null,"double":1.5,"text":"é \"\\/\u0001","exp":1.0E10,"long":1099511627776,"done":false}"""));
    }

    [TestCase("\u007f\u2028ü+'<>&/", "\u007f\u2028ü+'<>&/")]
    [TestCase("\b\t\n\f\r\u001f", "\\b\\t\\n\\f\\r\\u001F")]
    public void Characters_are_escaped_as_in_Java(string text, string expected) =>
        Assert.That(Encoding.UTF8.GetString(OffsetText.WriteKey(text, new SourcePartition(text, text))), Is.EqualTo($$"""["{{expected}}",{"{{expected}}":"{{expected}}"}]"""));

    [Test]
    public void Value_that_cannot_be_stored_is_named() =>
        Assert.That(() => OffsetText.WriteValue(new SourceOffset("when", DateTimeOffset.UnixEpoch)), Throws.TypeOf<DataException>().With.Message.Contains("when"));
}
