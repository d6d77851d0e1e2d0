using System.Text;
using Connect.Connectors;
using Connect.Data;
using Microsoft.Extensions.Time.Testing;

namespace Connect.FileStreams.Tests;

[CancelAfter(30_000)]
public class FileStreamSourceTaskTests
{
    private readonly TemporaryFolder _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task A_record_has_the_line_its_schema_the_file_and_the_position_after_it(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path, "foo\nbär\n", cancellationToken);
        var task = await StartAsync(cancellationToken);
        var records = await PollAsync(task, 2, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(records.Select(record => record.Value), Is.EqualTo(new[] { "foo", "bär" }));
            Assert.That(records.Select(record => record.SourceOffset), Is.EqualTo(new[] { Position(4), Position(9) }));
            Assert.That(records[0].SourcePartition, Is.EqualTo(new SourcePartition("filename", Path)));
            Assert.That(records[0].ValueSchema, Is.EqualTo(Schema.String));
            Assert.That(records[0].Topic, Is.EqualTo("lines"));
            Assert.That(records[0].Key, Is.Null);
            Assert.That(records[0].Timestamp, Is.Not.Null);
        }

        await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task After_a_restart_no_line_is_missing_and_none_comes_twice(CancellationToken cancellationToken)
    {
        await File.WriteAllLinesAsync(Path, Enumerable.Range(0, 10).Select(i => $"zähl {i}"), cancellationToken);
        var first = await StartAsync(cancellationToken, batchSize: 4);
        var before = await PollAsync(first, 4, cancellationToken);
        await first.StopAsync(cancellationToken);

        var second = await StartAsync(cancellationToken, before[^1].SourceOffset);
        var after = await PollAsync(second, 6, cancellationToken);
        await second.StopAsync(cancellationToken);
        Assert.That(before.Concat(after).Select(record => record.Value), Is.EqualTo(Enumerable.Range(0, 10).Select(i => $"zähl {i}")));
    }

    [Test]
    public async Task A_line_without_an_end_waits_for_it(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path, "done\nhalf", cancellationToken);
        var task = await StartAsync(cancellationToken);
        Assert.That((await PollAsync(task, 1, cancellationToken))[0].Value, Is.EqualTo("done"));
        await File.AppendAllTextAsync(Path, " way\n", cancellationToken);
        Assert.That((await PollAsync(task, 1, cancellationToken))[0].Value, Is.EqualTo("half way"));
        await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_missing_file_is_waited_for(CancellationToken cancellationToken)
    {
        var task = await StartAsync(cancellationToken);
        Assert.That(await task.PollAsync(cancellationToken), Is.Empty);
        await File.WriteAllTextAsync(Path, "late\n", cancellationToken);
        Assert.That((await PollAsync(task, 1, cancellationToken))[0].Value, Is.EqualTo("late"));
        await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_truncated_file_is_read_from_its_beginning(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path, "first line\nsecond line\n", cancellationToken);
        var task = await StartAsync(cancellationToken);
        await PollAsync(task, 2, cancellationToken);
        await using (var file = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(0);
            await file.WriteAsync("new\n"u8.ToArray(), cancellationToken);
        }

        var records = await PollAsync(task, 1, cancellationToken);
        Assert.That(records[0].Value, Is.EqualTo("new"));
        Assert.That(records[0].SourceOffset, Is.EqualTo(Position(4)));
        await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_file_truncated_and_grown_beyond_the_position_is_noticed_by_its_content(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path, "old old\n", cancellationToken);
        var task = await StartAsync(cancellationToken);
        await PollAsync(task, 1, cancellationToken);
        Assert.That(await task.PollAsync(cancellationToken), Is.Empty);
        await using (var file = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            await file.WriteAsync("new 1\nnew 2\nnew 3\n"u8.ToArray(), cancellationToken);
        }

        var records = await PollAsync(task, 3, cancellationToken);
        Assert.That(records.Select(record => record.Value), Is.EqualTo(new[] { "new 1", "new 2", "new 3" }));
        await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_rotated_file_is_read_to_its_last_byte_before_the_new_one(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path, "one\n", cancellationToken);
        var task = await StartAsync(cancellationToken);
        await PollAsync(task, 1, cancellationToken);
        await File.AppendAllTextAsync(Path, "two\nunterminated", cancellationToken);
        File.Move(Path, Path + ".1");
        await File.WriteAllTextAsync(Path, "three, which makes this file longer than the old one\n", cancellationToken);

        var records = await PollAsync(task, 3, cancellationToken);
        Assert.That(
            records.Select(record => record.Value),
            Is.EqualTo(new[] { "two", "unterminated", "three, which makes this file longer than the old one" }));
        Assert.That(records[^1].SourceOffset, Is.EqualTo(Position(new FileInfo(Path).Length)));
        await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_stored_position_beyond_the_end_starts_at_the_beginning(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path, "short\n", cancellationToken);
        var task = await StartAsync(cancellationToken, Position(1_000_000));
        Assert.That((await PollAsync(task, 1, cancellationToken))[0].Value, Is.EqualTo("short"));
        await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_stored_position_of_the_wrong_type_is_refused()
    {
        var thrown = await Assert.ThrowsAsync<ConnectException>(() => StartAsync(default, new SourceOffset("position", "12")));
        Assert.That(thrown!.Message, Does.Contain(Path).And.Contain("position"));
    }

    [Test]
    public async Task A_folder_in_place_of_the_file_is_an_error_that_names_it(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path);
        var task = await StartAsync(cancellationToken);
        var thrown = await Assert.ThrowsAsync<ConnectException>(async () => await task.PollAsync(cancellationToken));
        Assert.That(thrown!.Message, Does.Contain(Path));
    }

    [Test]
    public async Task No_batch_is_larger_than_its_size_and_leftovers_come_with_the_next_poll(CancellationToken cancellationToken)
    {
        await File.WriteAllLinesAsync(Path, Enumerable.Range(0, 25).Select(i => $"{i}"), cancellationToken);
        var task = await StartAsync(cancellationToken, batchSize: 10);
        var sizes = new List<int>();
        for (var i = 0; i < 3; i++)
            sizes.Add((await task.PollAsync(cancellationToken)).Count);
        Assert.That(sizes, Is.EqualTo(new[] { 10, 10, 5 }));
        await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_poll_that_waits_ends_when_it_is_cancelled(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path, "", cancellationToken);
        var task = await StartAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var poll = task.PollAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        Assert.That(async () => await poll, Throws.InstanceOf<OperationCanceledException>());
        await task.StopAsync(cancellationToken);
    }

    [TestCase("one\ntwo\nthree\n", new[] { "one", "two", "three" })]
    [TestCase("one\ntwo\nunterminated", new[] { "one", "two", "unterminated" })]
    [TestCase("one\r\ntwo\r", new[] { "one", "two" })]
    [TestCase("", new string[0])]
    public async Task Run_to_the_end_reads_everything_and_then_signals_the_end(string content, string[] lines, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path, content, cancellationToken);
        var (task, context) = await StartToEndAsync(batchSize: 2, cancellationToken);
        var records = await PollToEndAsync(task, context, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(records.Select(record => record.Value), Is.EqualTo(lines));
            Assert.That(records.LastOrDefault()?.SourceOffset, Is.EqualTo(content.Length == 0 ? null : Position(content.Length)));
        }

        await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task Run_to_the_end_resumes_after_an_unterminated_line(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path, "one\nhalf", cancellationToken);
        var (task, context) = await StartToEndAsync(batchSize: 10, cancellationToken);
        var records = await PollToEndAsync(task, context, cancellationToken);
        await task.StopAsync(cancellationToken);

        await File.AppendAllTextAsync(Path, " a line\ntwo\n", cancellationToken);
        (task, context) = await StartToEndAsync(batchSize: 10, cancellationToken, records[^1].SourceOffset);
        records = await PollToEndAsync(task, context, cancellationToken);
        Assert.That(records.Select(record => record.Value), Is.EqualTo(new[] { " a line", "two" }));
        await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task Run_to_the_end_of_a_missing_file_fails(CancellationToken cancellationToken)
    {
        var (task, context) = await StartToEndAsync(batchSize: 10, cancellationToken);
        var thrown = await Assert.ThrowsAsync<ConnectException>(async () => await task.PollAsync(cancellationToken));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(thrown!.Message, Does.Contain(Path).And.Contain("run.to.end"));
            Assert.That(context.IsEndSignalled, Is.False);
        }
    }

    [Test]
    public async Task Quiet_files_are_checked_once_a_second_all_at_the_same_moment(CancellationToken cancellationToken)
    {
        var time = new FakeTimeProvider();
        var tasks = new List<FileStreamSourceTask>();
        var polls = new List<Task<IReadOnlyList<SourceRecord>>>();
        var checks = new List<(int Task, DateTimeOffset Time)>();

        // On a thread without NUnit's context, what waits for a moment goes on within Advance.
        await Task.Run(async () =>
        {
            for (var step = 0; step < 1000; step++)
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                if (step is 13 or 48)
                {
                    tasks.Add(await StartAsync(cancellationToken, time: time));
                    polls.Add(tasks[^1].PollAsync(cancellationToken).AsTask());
                }

                foreach (var (i, poll) in polls.Index().Where(entry => entry.Item.IsCompleted).ToList())
                {
                    Assert.That(await poll, Is.Empty);
                    checks.Add((i, time.GetUtcNow()));
                    polls[i] = tasks[i].PollAsync(cancellationToken).AsTask();
                }
            }
        }, cancellationToken);

        var late = checks.Where(check => check.Time > time.GetUtcNow() - TimeSpan.FromSeconds(3)).ToLookup(check => check.Task, check => check.Time);
        Assert.That(late[0].Count(), Is.EqualTo(3));
        Assert.That(late[1], Is.EqualTo(late[0]));
        foreach (var task in tasks)
            await task.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_poll_after_an_interrupted_one_checks_at_once(CancellationToken cancellationToken)
    {
        var task = await StartAsync(cancellationToken, time: new FakeTimeProvider());
        for (var i = 0; i < 3; i++)
        {
            using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var poll = task.PollAsync(interrupt.Token).AsTask();
            await interrupt.CancelAsync();
            Assert.That(async () => await poll, Throws.InstanceOf<OperationCanceledException>());
        }

        await File.WriteAllTextAsync(Path, "new\n", cancellationToken);
        Assert.That((await PollAsync(task, 1, cancellationToken))[0].Value, Is.EqualTo("new"));
        await task.StopAsync(cancellationToken);
    }

    private string Path => _folder.File("input.txt");

    private static SourceOffset Position(long position) => new("position", position);

    private async Task<FileStreamSourceTask> StartAsync(
        CancellationToken cancellationToken, SourceOffset? stored = null, int batchSize = 2000, TimeProvider? time = null)
    {
        var task = new FileStreamSourceTask(timeProvider: time);
        var properties = new Dictionary<string, string?> { ["file"] = Path, ["topic"] = "lines", ["batch.size"] = $"{batchSize}" };
        await task.StartAsync(new FakeSourceTaskContext(properties, stored), cancellationToken);
        return task;
    }

    private async Task<(FileStreamSourceTask Task, FakeSourceTaskContext Context)> StartToEndAsync(
        int batchSize, CancellationToken cancellationToken, SourceOffset? stored = null)
    {
        var task = new FileStreamSourceTask();
        var properties = new Dictionary<string, string?> { ["file"] = Path, ["topic"] = "lines", ["batch.size"] = $"{batchSize}" };
        var context = new FakeSourceTaskContext(properties, stored, runsToEnd: true);
        await task.StartAsync(context, cancellationToken);
        return (task, context);
    }

    private static async Task<List<SourceRecord>> PollToEndAsync(
        FileStreamSourceTask task, FakeSourceTaskContext context, CancellationToken cancellationToken)
    {
        var records = new List<SourceRecord>();
        while (!context.IsEndSignalled)
            records.AddRange(await task.PollAsync(cancellationToken));
        return records;
    }

    private static async Task<List<SourceRecord>> PollAsync(FileStreamSourceTask task, int count, CancellationToken cancellationToken)
    {
        var records = new List<SourceRecord>();
        while (records.Count < count)
            records.AddRange(await task.PollAsync(cancellationToken));
        Assert.That(records, Has.Count.EqualTo(count));
        return records;
    }
}
