using System.Text;
using Connect.JavaCompatibility.Properties;
using CsCheck;

namespace Connect.JavaCompatibility.Tests.Properties;

public sealed class JavaPropertiesTests
{
    [TestCase("a=1\n  ! no\n# no\nb:2\nc 3", "a=1;b=2;c=3")]
    [TestCase("a = x,\\\n    y,\\\n    z", "a=x,y,z")]
    [TestCase("path=C:\\\\dir\\\\file", "path=C:\\dir\\file")]
    [TestCase("a\\ b\\=c=1", "a b=c=1")]
    [TestCase("a=1\r\nb=2\rc=3", "a=1;b=2;c=3")]
    [TestCase("a=1\na=2", "a=2")]
    public void Reads_what_Java_reads(string text, string expected) =>
        Assert.That(string.Join(';', JavaProperties.Parse(text).Select(entry => $"{entry.Key}={entry.Value}")), Is.EqualTo(expected));

    [Test]
    public void Broken_escape_is_an_error() =>
        Assert.That(() => JavaProperties.Parse("a=\\u12g4"), Throws.ArgumentException.With.Message.EqualTo(@"Malformed \uxxxx encoding."));

    [Test]
    public void Whatever_is_escaped_reads_back() =>
        Gen.Select(Gen.String, Gen.String).Array.Sample(entries =>
        {
            var expected = new Dictionary<string, string>();
            var text = new StringBuilder();
            foreach (var (key, value) in entries)
            {
                expected[key] = value;
                text.Append(Escape(key)).Append('=').Append(Escape(value)).Append('\n');
            }

            return JavaProperties.Parse(text.ToString()).OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .SequenceEqual(expected.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        });

    [Test]
    public void No_text_makes_it_fail_otherwise() =>
        Gen.Char["\\u0041 =:#!\n\r\t\f"].Array.Sample(characters =>
        {
            try
            {
                _ = JavaProperties.Parse(new string(characters));
            }
            catch (ArgumentException)
            {
            }
        });

    [Test]
    [CancelAfter(30_000)]
    public void Long_continuation_is_read_in_linear_time(CancellationToken cancellationToken)
    {
        var text = "a=" + string.Concat(Enumerable.Repeat("x\\\n", 300_000));
        Assert.That(JavaProperties.Parse(text)["a"], Has.Length.EqualTo(300_000));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static string Escape(string text) => string.Concat(text.Select(c => $"\\u{(int)c:x4}"));
}
