using System.Text;
using Connect.Connectors;
using Connect.Converters.Json;
using Connect.Data;

namespace Connect.Converters.Tests.Json;

public sealed class InternalJsonTests
{
    [Test]
    public void An_offset_key_is_written_as_Javas_workers_write_it()
    {
        var partition = new SourcePartition([new("file", "a/b\u0001\uD83D\uDE00.txt"), new("part", 7), new("ratio", 1e10)]);

        Assert.That(
            Encoding.UTF8.GetString(InternalJson.Write(new object?[] { "my-connector", partition })),
            Is.EqualTo("""["my-connector",{"file":"a/b\u0001\uD83D\uDE00.txt","part":7,"ratio":1.0E10}]"""));
    }

    [Test]
    public void Integers_come_back_as_long_and_other_numbers_as_double()
    {
        var read = (IReadOnlyList<object?>)InternalJson.Read("""["c",{"n":7,"d":0.5,"s":null,"b":true}]"""u8.ToArray(), "offsets")!;

        Assert.That(read[1], Is.EqualTo(new ConnectMap { { "n", 7L }, { "d", 0.5 }, { "s", null }, { "b", true } }));
    }

    [Test]
    public void Whatever_is_no_JSON_value_is_refused_by_name()
    {
        Assert.That(() => InternalJson.Write(new object()), Throws.TypeOf<DataException>());
        Assert.That(
            () => InternalJson.Read("{"u8.ToArray(), "connect-offsets"),
            Throws.TypeOf<DataException>().With.InnerException.Message.Contains("connect-offsets"));
    }

    [Test]
    public void Null_is_written_as_the_word() => Assert.That(InternalJson.Read(InternalJson.Write(null), "t"), Is.Null);
}
