using System.Text;
using Connect.Data;

namespace Connect.Converters.Tests.Text;

public sealed class SimpleHeaderConverterTests
{
    private static readonly SimpleHeaderConverter Converter = new();

    [Test]
    public void A_header_comes_back_as_what_it_looks_like()
    {
        Assert.That(Converter.ToConnectHeader("t", "h", "5"u8.ToArray()), Is.EqualTo(new SchemaAndValue(Schema.Int8, (sbyte)5)));
        Assert.That(Converter.ToConnectHeader("t", "h", "x"u8.ToArray()), Is.EqualTo(new SchemaAndValue(Schema.String, "x")));
        Assert.That(Converter.ToConnectHeader("t", "h", "null"u8.ToArray()), Is.EqualTo(SchemaAndValue.Null));
        Assert.That(Converter.ToConnectHeader("t", "h", null), Is.EqualTo(SchemaAndValue.Null));
    }

    [Test]
    public void A_header_is_written_as_loose_text()
    {
        Assert.That(
            Encoding.UTF8.GetString(Converter.FromConnectHeader("t", "h", null, new object?[] { "a", 1, null })!), Is.EqualTo("[\"a\",1,null]"));
        Assert.That(Converter.FromConnectHeader("t", "h", null, "a\uD800")!, Is.EqualTo("a?"u8.ToArray()));
        Assert.That(Converter.FromConnectHeader("t", "h", Schema.OptionalString, null), Is.Null);
    }
}
