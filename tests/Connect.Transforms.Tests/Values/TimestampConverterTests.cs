using Connect.Data;

namespace Connect.Transforms.Tests.Values;

public sealed class TimestampConverterTests
{
    [Test]
    public void A_format_of_another_space_than_the_common_one_is_a_format()
    {
        var transform = new TimestampConverter(new Dictionary<string, string?> { ["target.type"] = "string", ["format"] = "\u00a0" });
        Assert.That(transform.Apply(TestRecords.Source(LogicalTypes.Timestamp, new ConnectInstant(0)))!.Value, Is.EqualTo("\u00a0"));
    }

    [TestCase("")]
    [TestCase(" \t")]
    public void A_text_needs_a_format_that_is_not_blank(string format) => Assert.That(
        () => new TimestampConverter(new Dictionary<string, string?> { ["target.type"] = "string", ["format"] = format }),
        Throws.TypeOf<ConfigException>());
}
