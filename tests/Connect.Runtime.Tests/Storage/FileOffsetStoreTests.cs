using System.Text;
using Connect.Runtime.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Storage;

public sealed class FileOffsetStoreTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("connect-offsets-").FullName;

    private string FilePath => Path.Combine(_directory, "connect.offsets");

    [TearDown]
    public void Delete_directory() => Directory.Delete(_directory, recursive: true);

    [Test]
    [CancelAfter(30_000)]
    public async Task Written_offsets_are_there_after_a_restart(CancellationToken cancellationToken)
    {
        await using (var store = await StartAsync(cancellationToken))
            await store.WriteAsync([Entry("a", 1, "x"), Entry("b", 1, "y"), Entry("a", 1, "z")], cancellationToken);

        await using var again = await StartAsync(cancellationToken);
        Assert.That(await TextsAsync(again, "a"), Is.EqualTo(new[] { "z" }));
        Assert.That(await TextsAsync(again, "b"), Is.EqualTo(new[] { "y" }));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Entries_that_nobody_here_understands_and_tombstones_stay(CancellationToken cancellationToken)
    {
        var odd = new OffsetEntry([0xFF, 0x00], [7]);
        await using (var store = await StartAsync(cancellationToken))
            await store.WriteAsync([odd, Entry("gone", 1, null)], cancellationToken);
        await using (var store = await StartAsync(cancellationToken))
            await store.WriteAsync([Entry("a", 1, "x")], cancellationToken);

        var entries = new JavaByteMapReader(await File.ReadAllBytesAsync(FilePath, cancellationToken)).Read();
        Assert.That(entries.Select(entry => entry.Key), Has.Some.EqualTo(odd.Key));
        Assert.That(entries, Has.Some.Matches<OffsetEntry>(entry => entry.Value is null));
        Assert.That(entries, Has.Count.EqualTo(3));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Missing_file_means_no_offsets(CancellationToken cancellationToken)
    {
        await using var store = await StartAsync(cancellationToken);

        Assert.That(await store.ReadAsync("src-a", cancellationToken), Is.Empty);
        Assert.That(File.Exists(FilePath), Is.False, "nothing is written before there is something to write");
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Empty_file_is_refused_with_both_of_its_causes(CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(FilePath, Goldens.Standalone("zero-bytes.bin"), cancellationToken);

        await Assert.ThatAsync(() => StartAsync(cancellationToken), Throws.TypeOf<ConnectException>()
            .With.Message.Contains("0 bytes").And.Message.Contains("full disk").And.Message.Contains("touch").And.Message.Contains(
                "delete it").And.Message.Contains("offset.storage.file.truncated=empty"));
        Assert.That(File.Exists(FilePath), "nothing was changed");
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Empty_file_counts_as_none_when_asked(CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(FilePath, [], cancellationToken);

        await using var store = await StartAsync(cancellationToken, TruncatedOffsetFile.Empty);

        Assert.That(await store.ReadAsync("src-a", cancellationToken), Is.Empty);
    }

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(40)]
    [CancelAfter(30_000)]
    public async Task File_cut_anywhere_is_refused(int length, CancellationToken cancellationToken)
    {
        await using (var store = await StartAsync(cancellationToken))
            await store.WriteAsync([Entry("a", 1, "x")], cancellationToken);
        var bytes = await File.ReadAllBytesAsync(FilePath, cancellationToken);
        await File.WriteAllBytesAsync(FilePath, bytes[..length], cancellationToken);

        await Assert.ThatAsync(
            () => StartAsync(cancellationToken), Throws.TypeOf<ConnectException>().With.Message.Contains("was probably truncated"));
    }

    [TestCase("not offsets")]
    [TestCase("\0\0\0\0\0\0\0\0")]
    [CancelAfter(30_000)]
    public async Task Something_else_is_refused_and_stays(string content, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(FilePath, content, cancellationToken);

        await Assert.ThatAsync(
            () => StartAsync(cancellationToken), Throws.TypeOf<ConnectException>().With.Message.Contains("was not written by a standalone worker"));
        Assert.That(await File.ReadAllTextAsync(FilePath, cancellationToken), Is.EqualTo(content));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Directory_in_place_of_the_file_is_refused(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(FilePath);

        await Assert.ThatAsync(() => StartAsync(cancellationToken), Throws.TypeOf<ConnectException>().With.Message.Contains(FilePath));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Truncated_file_is_refused_with_its_remedies(CancellationToken cancellationToken)
    {
        await TruncateAsync(cancellationToken);

        await Assert.ThatAsync(() => StartAsync(cancellationToken), Throws.TypeOf<ConnectException>()
            .With.Message.Contains(FilePath).And.Message.Contains("offset.storage.file.truncated=empty").And.Message.Contains("backup"));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Truncated_file_is_taken_for_an_empty_one_when_asked(CancellationToken cancellationToken)
    {
        await TruncateAsync(cancellationToken);

        await using var store = await StartAsync(cancellationToken, TruncatedOffsetFile.Empty);

        Assert.That(await store.ReadAsync("a", cancellationToken), Is.Empty);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Second_worker_on_the_same_file_is_refused(CancellationToken cancellationToken)
    {
        await using var first = await StartAsync(cancellationToken);

        await Assert.ThatAsync(
            () => StartAsync(cancellationToken), Throws.TypeOf<ConnectException>().With.Message.Contains("in use by another worker"));
    }

    [TestCase("relative")]
    [TestCase("dots")]
    [TestCase("file link")]
    [TestCase("link to a link")]
    [TestCase("directory link")]
    [TestCase("hard link")]
    [CancelAfter(30_000)]
    [Platform("Linux")]
    public async Task Second_worker_is_refused_whichever_path_it_takes(string way, CancellationToken cancellationToken)
    {
        await using (var earlier = await StartAsync(cancellationToken))
            await earlier.WriteAsync([Entry("a", 1, "x")], cancellationToken);
        var other = OtherPath(way);
        await using var first = await StartAsync(cancellationToken);

        await Assert.ThatAsync(
            () => StartAsync(cancellationToken, path: other), Throws.TypeOf<ConnectException>().With.Message.Contains("in use by another worker"));
        await first.WriteAsync([Entry("a", 1, "y")], cancellationToken);
        await Assert.ThatAsync(
            () => StartAsync(cancellationToken, path: other), Throws.TypeOf<ConnectException>().With.Message.Contains("in use by another worker"),
            "also after the file has been replaced");
        await first.DisposeAsync();

        await using var second = await StartAsync(cancellationToken, path: other);
        Assert.That(await TextsAsync(second, "a"), Is.EqualTo(new[] { way == "hard link" ? "x" : "y" }));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task File_can_be_read_and_copied_while_it_is_locked(CancellationToken cancellationToken)
    {
        await using var store = await StartAsync(cancellationToken);
        await store.WriteAsync([Entry("a", 1, "x")], cancellationToken);

        Assert.That(new JavaByteMapReader(await File.ReadAllBytesAsync(FilePath, cancellationToken)).Read(), Has.Count.EqualTo(1));
        File.Copy(FilePath, FilePath + ".backup");
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Lock_that_cannot_be_made_is_not_taken_for_another_worker(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(FilePath + ".lock");

        await Assert.ThatAsync(
            () => StartAsync(cancellationToken),
            Throws.TypeOf<ConnectException>().With.Message.Contains("cannot be opened").And.Message.Not.Contains("another worker"));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Withdrawn_write_never_follows_a_later_one(CancellationToken cancellationToken)
    {
        await using var store = await StartAsync(cancellationToken);
        for (var round = 0; round < 200; round++)
        {
            using var givenUp = new CancellationTokenSource();
            var first = Task.Run(() => store.WriteAsync([Entry("a", 1, "old")], givenUp.Token), cancellationToken);
            if (round % 2 == 0)
                await Task.Yield();
            _ = givenUp.CancelAsync();
            await store.WriteAsync([Entry("a", 1, "new")], cancellationToken);
            await first.ContinueWith(_ => { }, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
            Assert.That(await TextsAsync(store, "a"), Is.EqualTo(new[] { "new" }), $"round {round}");
        }
    }

    [Test]
    [CancelAfter(30_000)]
    [Platform("Linux")]
    public async Task File_that_is_a_mount_point_is_overwritten(CancellationToken cancellationToken)
    {
        var source = Path.Combine(_directory, "outside.offsets");
        await using (var outside = await StartAsync(cancellationToken, path: source))
            await outside.WriteAsync([Entry("a", 1, "a rather long old value"), Entry("b", 1, "y")], cancellationToken);
        await File.WriteAllBytesAsync(FilePath, [], cancellationToken);
        if (await RunAsync("mount", "--bind", source, FilePath) != 0)
            Assert.Ignore("Bind mounts are not permitted here.");
        try
        {
            await using (var store = await StartAsync(cancellationToken))
                await store.WriteAsync([Entry("a", 1, "z"), Entry("b", 1, null)], cancellationToken);

            Assert.That(new JavaByteMapReader(await File.ReadAllBytesAsync(source, cancellationToken)).Read(), Has.Count.EqualTo(2));
            Assert.That(Directory.GetFiles(_directory, "*.tmp"), Is.Empty);
        }
        finally
        {
            await RunAsync("umount", FilePath);
        }
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Lock_is_free_after_a_refused_start(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(FilePath, "something else", cancellationToken);
        await Assert.ThatAsync(() => StartAsync(cancellationToken), Throws.TypeOf<ConnectException>());
        File.Delete(FilePath);

        await using var store = await StartAsync(cancellationToken);
        Assert.That(await store.ReadAsync("a", cancellationToken), Is.Empty);
    }

    [Test]
    [CancelAfter(30_000)]
    [Platform("Linux,Unix")]
    public async Task Mode_and_symbolic_link_stay(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return;
        var target = Path.Combine(_directory, "real.offsets");
        await using (var earlier = await StartAsync(cancellationToken, path: target))
            await earlier.WriteAsync([Entry("a", 1, "w")], cancellationToken);
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(FilePath, target);

        await using (var store = await StartAsync(cancellationToken))
            await store.WriteAsync([Entry("a", 1, "x")], cancellationToken);

        Assert.That(File.ResolveLinkTarget(FilePath, false)?.FullName, Is.EqualTo(target));
        Assert.That(File.GetUnixFileMode(target), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead));
        Assert.That(new JavaByteMapReader(await File.ReadAllBytesAsync(target, cancellationToken)).Read(), Has.Count.EqualTo(1));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Failed_write_changes_nothing_and_says_so(CancellationToken cancellationToken)
    {
        await using var store = await StartAsync(cancellationToken);
        await store.WriteAsync([Entry("a", 1, "old")], cancellationToken);
        File.Delete(FilePath);
        Directory.CreateDirectory(FilePath);

        await Assert.ThatAsync(() => store.WriteAsync([Entry("a", 1, "new")], cancellationToken), Throws.TypeOf<ConnectException>());

        Assert.That(await TextsAsync(store, "a"), Is.EqualTo(new[] { "old" }), "an offset that is not safely stored is not shown");
        Assert.That(Directory.GetFiles(_directory, "*.tmp"), Is.Empty);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Missing_directory_is_named(CancellationToken cancellationToken)
    {
        var store = new FileOffsetStore(Path.Combine(_directory, "no", "file"), TruncatedOffsetFile.Fail, NullLogger<FileOffsetStore>.Instance);

        await Assert.ThatAsync(() => store.StartAsync(cancellationToken), Throws.TypeOf<ConnectException>().With.Message.Contains("does not exist"));
    }

    private static OffsetEntry Entry(string connector, int partition, string? value) =>
        new(Encoding.UTF8.GetBytes($$"""["{{connector}}",{"p":{{partition}}}]"""), value is null ? null : Encoding.UTF8.GetBytes(value));

    private static async Task<IEnumerable<string?>> TextsAsync(IOffsetStore store, string connector) =>
        (await store.ReadAsync(connector, CancellationToken.None)).Select(entry => entry.Value is null ? null : Encoding.UTF8.GetString(entry.Value));

    private static async Task<int> RunAsync(string command, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(command, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private string OtherPath(string way)
    {
        var link = Path.Combine(_directory, "link");
        var second = Path.Combine(_directory, "second");
        switch (way)
        {
            case "relative":
                return Path.GetRelativePath(Environment.CurrentDirectory, FilePath);
            case "dots":
                return Path.Combine(_directory, "..", Path.GetFileName(_directory), ".", "connect.offsets");
            case "file link":
                File.CreateSymbolicLink(link, FilePath);
                return link;
            case "link to a link":
                File.CreateSymbolicLink(link, "connect.offsets");
                File.CreateSymbolicLink(second, link);
                return second;
            case "directory link":
                Directory.CreateSymbolicLink(link, _directory);
                return Path.Combine(link, "connect.offsets");
            default:
                using (var process = System.Diagnostics.Process.Start("ln", [FilePath, link]))
                    process.WaitForExit();
                return link;
        }
    }

    private async Task<FileOffsetStore> StartAsync(
        CancellationToken cancellationToken, TruncatedOffsetFile onTruncated = TruncatedOffsetFile.Fail, string? path = null)
    {
        var store = new FileOffsetStore(path ?? FilePath, onTruncated, NullLogger<FileOffsetStore>.Instance);
        await store.StartAsync(cancellationToken);
        return store;
    }

    private async Task TruncateAsync(CancellationToken cancellationToken)
    {
        await using (var store = await StartAsync(cancellationToken))
            await store.WriteAsync([Entry("a", 1, "x")], cancellationToken);
        var bytes = await File.ReadAllBytesAsync(FilePath, cancellationToken);
        await File.WriteAllBytesAsync(FilePath, bytes[..^1], cancellationToken);
    }
}
