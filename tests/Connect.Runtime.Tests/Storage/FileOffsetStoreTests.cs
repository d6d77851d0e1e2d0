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

    [TestCase("zero-bytes.bin")]
    [TestCase(null)]
    [CancelAfter(30_000)]
    public async Task Missing_or_empty_file_means_no_offsets(string? recording, CancellationToken cancellationToken)
    {
        if (recording is not null)
            await File.WriteAllBytesAsync(FilePath, Goldens.Standalone(recording), cancellationToken);

        await using var store = await StartAsync(cancellationToken);

        Assert.That(await store.ReadAsync("src-a", cancellationToken), Is.Empty);
        Assert.That(File.Exists(FilePath), Is.EqualTo(recording is not null), "nothing is written before there is something to write");
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

        await Assert.ThatAsync(() => StartAsync(cancellationToken), Throws.TypeOf<ConnectException>().With.Message.Contains("in use by another worker"));
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
        await File.WriteAllBytesAsync(target, [], cancellationToken);
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

    private async Task<FileOffsetStore> StartAsync(CancellationToken cancellationToken, TruncatedOffsetFile onTruncated = TruncatedOffsetFile.Fail)
    {
        var store = new FileOffsetStore(FilePath, onTruncated, NullLogger<FileOffsetStore>.Instance);
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
