using System.Text;
using CsCheck;

namespace Connect.FileStreams.Tests;

public class LineBufferTests
{
    [TestCase("a\nb\n", new[] { "a", "b" }, 4)]
    [TestCase("a\r\nb\r\n", new[] { "a", "b" }, 6)]
    [TestCase("a\rb\rc", new[] { "a", "b" }, 4)]
    [TestCase("\n\r\n\rx", new[] { "", "", "" }, 4)]
    [TestCase("no end", new string[0], 0)]
    [TestCase("", new string[0], 0)]
    [TestCase("zähl 日本語 😀\n", new[] { "zähl 日本語 😀" }, 21)]
    public void Lines_end_with_any_of_the_three_terminators_and_positions_count_bytes(string text, string[] lines, long consumed)
    {
        var buffer = new LineBuffer(16);
        Assert.That(Feed(buffer, Encoding.UTF8.GetBytes(text), 3), Is.EqualTo(lines));
        Assert.That(buffer.Consumed, Is.EqualTo(consumed));
    }

    [Test]
    public void A_carriage_return_at_the_end_waits_for_the_line_feed_that_may_follow()
    {
        var buffer = new LineBuffer(16);
        Assert.That(Feed(buffer, "a\r"u8.ToArray(), 16), Is.Empty);
        Assert.That(Feed(buffer, "\nb\n"u8.ToArray(), 16), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(buffer.Consumed, Is.EqualTo(5));
    }

    [Test]
    public void A_line_may_be_many_times_longer_than_the_buffer()
    {
        var line = new string('ä', 1_000_000);
        Assert.That(Feed(new LineBuffer(8), Encoding.UTF8.GetBytes(line + "\n"), 1000), Is.EqualTo(new[] { line }));
    }

    [Test]
    public void The_rest_of_a_file_that_has_ended_is_its_last_line()
    {
        var buffer = new LineBuffer(16);
        Feed(buffer, "a\nrest\r"u8.ToArray(), 16);
        Assert.That(buffer.TryTakeRest(out var rest), Is.True);
        Assert.That(rest, Is.EqualTo("rest"));
        Assert.That(buffer.TryTakeRest(out _), Is.False);
        Assert.That(buffer.Consumed, Is.EqualTo(7));
    }

    [Test]
    public void However_bytes_are_cut_into_reads_the_lines_are_the_same() =>
        Gen.Select(Gen.String[Gen.Char["ab\n\räß日"], 0, 60], Gen.Int[1, 7], Gen.Int[1, 5]).Sample((text, read, capacity) =>
        {
            var whole = Feed(new LineBuffer(1024), Encoding.UTF8.GetBytes(text), 1024);
            var pieces = Feed(new LineBuffer(capacity), Encoding.UTF8.GetBytes(text), read);
            var trimmed = Feed(new LineBuffer(capacity, preferred: 16), Encoding.UTF8.GetBytes(text), read, trims: true);
            return whole.SequenceEqual(pieces) && whole.SequenceEqual(trimmed);
        });

    [Test]
    public void Buffer_grows_while_reads_fill_it_and_gives_memory_back_when_nothing_is_pending()
    {
        var buffer = new LineBuffer(4, preferred: 16);
        Feed(buffer, "abc\nabc\nabcdefg\nabcdefghijklmno\n"u8.ToArray(), 100);
        Assert.That(buffer.GetSpace().Length, Is.EqualTo(16));

        buffer.Trim();

        Assert.That(buffer.GetSpace().Length, Is.EqualTo(4));
    }

    private static List<string> Feed(LineBuffer buffer, byte[] bytes, int read, bool trims = false)
    {
        var lines = new List<string>();
        for (var i = 0; i < bytes.Length;)
        {
            var space = buffer.GetSpace().Span;
            var count = Math.Min(Math.Min(read, space.Length), bytes.Length - i);
            bytes.AsSpan(i, count).CopyTo(space);
            buffer.Advance(count);
            i += count;
            while (buffer.TryTakeLine(out var line))
                lines.Add(line);
            if (trims)
                buffer.Trim();
        }

        return lines;
    }
}
