using System.Globalization;
using System.Text.RegularExpressions;
using Connect.Text;
using Connect.Text.Patterns;

namespace Connect.Abstractions.Tests.Text;

/// <summary>Random patterns: each is refused with an explanation or translated, and both translations of one pattern agree.</summary>
[Category("Fuzz")]
public sealed class JavaRegexFuzzTests
{
    private const int DefaultCount = 20_000;
    private const int Seed = 20_260_102;

    private static readonly string[] Pieces =
    [
        "a", "b", "c", "A", "1", "-", ".", "^", "$", "|", "(", ")", "(", ")", "[", "]", "[^", "&&", "-", "{", "}", "{2}", "{1,2}", "{,3}", "*", "+", "?", "*?", "++", "\\", "\\d", "\\W",
        "\\b", "\\B", "\\R", "\\h", "\\Q", "\\E", "\\p{L}", "\\p{IsGreek}", "\\P{Lu}", "\\x{1F600}", "\\u0061", "\\012", "\\1", "\\k<n>", "(?<n>", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>",
        "(?i)", "(?x)", "(?-i)", "(?sm:", " ", "#", "\n", "😀", "\uD83D", "ä", "\0",
    ];

    private static readonly string[] Inputs = ["", "a", "abc", "aA1-", "\r\n", "a\nb", "-a-", "aaaaaaaa"];

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("CONNECT_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : DefaultCount;

    [Test]
    public void Every_pattern_is_refused_or_translated()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Count; i++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            try
            {
                Check(pattern, Inputs[random.Next(Inputs.Length)], wide: i % 20 == 0);
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

    private static void Check(string pattern, string input, bool wide)
    {
        var parsed = PatternParser.Parse(pattern);
        var match = Match(parsed, ascii: true, input);
        if (!wide)
            return;
        var same = Match(parsed, ascii: false, input);
        Assert.That((same.Success, same.Index, same.Length), Is.EqualTo((match.Success, match.Index, match.Length)), pattern);
    }

    private static Match Match(ParsedPattern parsed, bool ascii, string input) =>
        new Regex(PatternWriter.Write(parsed, ascii), RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200)).Match(input);
}
