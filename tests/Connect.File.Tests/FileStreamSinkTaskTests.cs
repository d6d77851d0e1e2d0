using Connect.Connectors;
using Connect.Data;

namespace Connect.FileStreams.Tests;

[CancelAfter(30_000)]
public class FileStreamSinkTaskTests
{
    private readonly TemporaryFolder _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Values_are_written_one_a_line_as_their_texts(CancellationToken cancellationToken)
    {
        var task = await StartAsync(cancellationToken);
        await task.PutAsync([Record("zähl 😀"), Record(null), Record(12L), Record(1e10), Record(true)], cancellationToken);
        await task.StopAsync(cancellationToken);
        Assert.That(
            await File.ReadAllTextAsync(Path, cancellationToken),
            Is.EqualTo(string.Concat(new[] { "zähl 😀", "null", "12", "1.0E10", "true" }.Select(line => line + Environment.NewLine))));
    }

    [Test]
    public async Task What_stands_in_the_file_stays(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path, "before\n", cancellationToken);
        var task = await StartAsync(cancellationToken);
        await task.PutAsync([Record("after")], cancellationToken);
        await task.StopAsync(cancellationToken);
        Assert.That(await File.ReadAllLinesAsync(Path, cancellationToken), Is.EqualTo(new[] { "before", "after" }));
    }

    [Test]
    public async Task Tasks_that_write_the_same_file_at_once_lose_no_line_and_mix_none(CancellationToken cancellationToken)
    {
        var tasks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartAsync(cancellationToken)));
        await Task.WhenAll(tasks.Select((task, number) => Task.Run(
            async () =>
            {
                for (var i = 0; i < 200; i++)
                    await task.PutAsync([Record($"{number}:{i}"), Record($"{number}:{i}+")], cancellationToken);
            },
            cancellationToken)));
        foreach (var task in tasks)
            await task.StopAsync(cancellationToken);
        var expected = Enumerable.Range(0, 4)
            .SelectMany(number => Enumerable.Range(0, 200).SelectMany(i => new[] { $"{number}:{i}", $"{number}:{i}+" }));
        Assert.That(await File.ReadAllLinesAsync(Path, cancellationToken), Is.EquivalentTo(expected));
    }

    [Test]
    public async Task A_file_that_cannot_be_written_is_named_in_the_error()
    {
        Directory.CreateDirectory(Path);
        var thrown = await Assert.ThrowsAsync<ConnectException>(() => StartAsync(default));
        Assert.That(thrown!.Message, Does.Contain(Path));
    }

    private string Path => _folder.File("output.txt");

    private static SinkRecord Record(object? value) => new("topic", 0, null, null, null, value, 0);

    private async Task<FileStreamSinkTask> StartAsync(CancellationToken cancellationToken)
    {
        var task = new FileStreamSinkTask();
        await task.StartAsync(new FakeSinkTaskContext(new Dictionary<string, string?> { ["file"] = Path }), cancellationToken);
        return task;
    }
}
