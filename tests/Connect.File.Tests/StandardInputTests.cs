using System.IO.Pipelines;

namespace Connect.FileStreams.Tests;

[CancelAfter(30_000)]
public sealed class StandardInputTests
{
    [Test]
    public async Task Input_ends_when_it_is_closed_and_its_last_line_needs_no_terminator(CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        await using var input = new StandardInput(pipe.Reader.AsStream());
        await pipe.Writer.WriteAsync("one\nlast"u8.ToArray(), cancellationToken);
        var lines = await ReadAsync(input, count: 1, cancellationToken);
        Assert.That(input.TryEnd(), Is.False, "more may come");

        await pipe.Writer.CompleteAsync();
        lines.AddRange(await ReadAsync(input, count: 1, cancellationToken));
        Assert.That(lines, Is.EqualTo(new[] { "one", "last" }));
        Assert.That(await input.ReadMoreAsync(cancellationToken), Is.False);
        Assert.That(input.TryEnd(), Is.True);
        Assert.That(input.TryTakeLine(out _), Is.False);
    }

    private static async Task<List<string>> ReadAsync(StandardInput input, int count, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (input.TryTakeLine(out var line))
                lines.Add(line);
            await input.ReadMoreAsync(cancellationToken);
            await Task.Yield();
        }

        return lines;
    }
}
