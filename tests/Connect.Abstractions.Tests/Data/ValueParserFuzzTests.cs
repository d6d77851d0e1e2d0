using System.Globalization;
using Connect.Data;

namespace Connect.Abstractions.Tests.Data;

/// <summary>Random texts: whatever they are, they are parsed into something that its own schema accepts and that can be written again.</summary>
[Category("Fuzz")]
public sealed class ValueParserFuzzTests
{
    private const int DefaultCount = 100_000;
    private const int Seed = 20_260_101;

    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ",", ":", "\"", "\\", " ", "\t", "\n", "null", "true", "false", "1", "-", "+", ".", "e", "E", "0", "12", "300", "70000",
        "5000000000",
        "9223372036854775808", "1.5", "1e3", "1e300", "1e400", "1e999999999", "-0.0", "2024-02-29", "1500-01-01", "12:34:56.789Z",
        "2024-02-29T12:34:56.789Z", "24:00:00.000Z",
        "NaN", "∞", "a", "b c", "ä", "😀", "\uD800", "\0", "１２", "Z", "T", "\"x\"", "\"a\":1", "[1,2]", "{1:2}", "\\:", "\\\"",
    ];

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("CONNECT_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count : DefaultCount;

    [Test]
    public void Every_text_is_parsed_and_written_again()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Count; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            try
            {
                Check(text);
            }
            catch (Exception e) when (e is not AssertionException)
            {
                Assert.Fail($"Text {i}: {Convert.ToBase64String(System.Text.Encoding.Unicode.GetBytes(text))} ({text})\n{e}");
            }
        }
    }

    private static void Check(string text)
    {
        if (ValueParser.Parse(text) is not { } parsed)
        {
            Assert.That(text.Trim([.. Enumerable.Range(0, 33).Select(c => (char)c)]), Is.EqualTo("null"));
            return;
        }

        if (IsKnown(parsed.Schema))
            parsed.Schema!.Validate(parsed.Value);
        Assert.That(ValueFormatter.Format(parsed.Value), Is.Not.Null, text);
        Assert.That(ValueParser.Parse(text), Is.EqualTo(parsed));
    }

    // A schema whose parts are not known accepts nothing, as in Java.
    private static bool IsKnown(Schema? schema) => schema?.Type switch
    {
        null => false,
        SchemaType.Array => IsKnown(schema.ValueSchema),
        SchemaType.Map => IsKnown(schema.KeySchema) && IsKnown(schema.ValueSchema),
        _ => true,
    };
}
