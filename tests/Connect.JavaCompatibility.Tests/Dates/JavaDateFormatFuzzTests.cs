using Connect.JavaCompatibility.Dates;

namespace Connect.JavaCompatibility.Tests.Dates;

/// <summary>Random patterns and texts: nothing breaks, and what a full pattern writes it reads back.</summary>
[Category("Fuzz")]
public sealed class JavaDateFormatFuzzTests
{
    private const string Letters = "GyMdkHmsSEDFwWahKzZYuXL";

    private static readonly string[] Separators = ["-", "/", " ", ":", ".", "'T'", "''", "", "'x", "b", "é"];

    private static readonly string[] Texts =
        ["0", "9", "13", "2024", "-", " ", "\t", "+05:30", "-0800", "Z", "GMT", "PST", "Feb", "monday", "PM", "BC", "1E9", "E", "NaN", "∞",
            "99999999999999999999", "١", "\uD800", ""];

    [Test]
    public void No_pattern_and_no_text_breaks_it()
    {
        var random = new Random(FuzzCount.Seed);
        for (var i = 0; i < FuzzCount.Value; i++)
        {
            var pattern =
                string.Concat(
                    Enumerable.Range(0, random.Next(1, 7))
                        .Select(_ => new string(Letters[random.Next(Letters.Length)], random.Next(1, 6)) + Pick(random, Separators)));
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Pick(random, Texts)));
            JavaDateFormat format;
            try
            {
                format = new(pattern, TimeProvider.System);
            }
            catch (ArgumentException)
            {
                continue;
            }

            Assert.That(() => format.TryParse(text, out _), Throws.Nothing, $"{pattern} reads {text}");
            var written = format.Format(random.NextInt64(long.MinValue, long.MaxValue));
            Assert.That(() => format.TryParse(written, out _), Throws.Nothing, $"{pattern} reads {written}");
        }
    }

    [Test]
    public void What_a_full_pattern_writes_it_reads_back()
    {
        var random = new Random(FuzzCount.Seed);
        var format = new JavaDateFormat("G yyyy-MM-dd HH:mm:ss.SSS z", TimeProvider.System);
        for (var i = 0; i < FuzzCount.Value; i++)
        {
            var milliseconds = random.NextInt64(-200_000_000_000_000, 300_000_000_000_000);
            Assert.That(format.TryParse(format.Format(milliseconds), out var read), Is.True);
            Assert.That(read, Is.EqualTo(milliseconds));
        }
    }

    private static string Pick(Random random, string[] items) => items[random.Next(items.Length)];
}
