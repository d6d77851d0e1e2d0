using System.Globalization;
using System.Text.RegularExpressions;
using Connect.JavaCompatibility.Patterns;

namespace Connect.JavaCompatibility.Tests.Patterns;

/// <summary>Random patterns: each is refused with an explanation or translated to a pattern that .NET takes.</summary>
[Category("Fuzz")]
public sealed class JavaRegexFuzzTests
{
    private const int DefaultCount = 20_000;
    private const int Seed = 20_260_102;

    private static readonly string[] Pieces =
    [
        "a", "b", "c", "A", "1", "-", ".", "^", "$", "|", "(", ")", "(", ")", "[", "]", "[^", "&&", "-", "{", "}", "{2}", "{1,2}", "{,3}", "*", "+",
        "?", "*?", "++", "\\", "\\d", "\\W",
        "\\b", "\\B", "\\R", "\\h", "\\Q", "\\E", "\\p{L}", "\\p{IsGreek}", "\\P{Lu}", "\\x{1F600}", "\\u0061", "\\012", "\\1", "\\k<n>", "(?<n>",
        "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>",
        "(?i)", "(?x)", "(?-i)", "(?sm:", " ", "#", "\n", "😀", "\uD83D", "ä", "\0",
    ];

    private static readonly string[] Inputs = ["", "a", "abc", "aA1-", "\r\n", "a\nb", "-a-", "aaaaaaaa"];

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("CONNECT_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count : DefaultCount;

    [Test]
    public void Every_pattern_is_refused_or_translated()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Count; i++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            try
            {
                new Regex(PatternTranslator.Translate(pattern).Text, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200)).Match(
                    Inputs[random.Next(Inputs.Length)]);
            }
            catch (JavaRegexException e)
            {
                Assert.That(e.Index, Is.InRange(-1, pattern.Length), pattern);
            }
            catch (RegexMatchTimeoutException)
            {
                // Exponential work is what the limit is for; another test watches it.
            }
            catch (Exception e) when (e is not AssertionException)
            {
                Assert.Fail($"Pattern {i}: {Convert.ToBase64String(System.Text.Encoding.Unicode.GetBytes(pattern))} ({pattern})\n{e}");
            }
        }
    }
}
