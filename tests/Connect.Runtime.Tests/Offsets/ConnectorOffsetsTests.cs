using System.Text;
using Connect.Connectors;
using Connect.Runtime.Offsets;
using Connect.Runtime.Storage;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tests.Offsets;

public sealed class ConnectorOffsetsTests
{
    private readonly MemoryOffsetStore _store = new();
    private readonly TestLoggerFactory _log = new();

    [TearDown]
    public void Dispose_log() => _log.Dispose();

    [Test]
    [CancelAfter(30_000)]
    public async Task Offset_is_found_and_written_under_the_key_that_is_stored(CancellationToken cancellationToken)
    {
        const string stored = """["c",{"server":"s","database":"d","shard":0}]""";
        await StoreAsync((stored, """{"n":1}"""));
        var offsets = new ConnectorOffsets("c", _store, _log.LoggerFor<ConnectorOffsets>());
        var partition = new SourcePartition([new("database", "d"), new("shard", 0), new("server", "s")]);

        var read = await offsets.ReadAsync([partition], cancellationToken);
        var entry = offsets.EntryOf(partition, new SourceOffset("n", 2));

        Assert.That(read[partition]["n"], Is.EqualTo(1L));
        Assert.That(Encoding.UTF8.GetString(entry.Key), Is.EqualTo(stored));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Key_in_the_tasks_own_order_goes_before_others_of_the_same_partition(CancellationToken cancellationToken)
    {
        await StoreAsync(("""["c",{"a":1,"b":2}]""", """{"n":1}"""), ("""["c",{"b":2,"a":1}]""", """{"n":2}"""));
        var offsets = new ConnectorOffsets("c", _store, _log.LoggerFor<ConnectorOffsets>());
        var partition = new SourcePartition([new("a", 1), new("b", 2)]);

        Assert.That((await offsets.ReadAsync([partition], cancellationToken))[partition]["n"], Is.EqualTo(1L));
        Assert.That(Encoding.UTF8.GetString(offsets.EntryOf(partition, null).Key), Is.EqualTo("""["c",{"a":1,"b":2}]"""));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Deleted_and_foreign_offsets_are_not_shown(CancellationToken cancellationToken)
    {
        await StoreAsync(
            ("""["c",{"p":1}]""", null), ("""["other",{"p":2}]""", """{"n":2}"""), ("junk", "junk"), ("""["c",{"p":3}]""", """{"n":3}"""));

        var all = await new ConnectorOffsets("c", _store, _log.LoggerFor<ConnectorOffsets>()).ReadAllAsync(cancellationToken);

        Assert.That(all.Keys, Is.EqualTo(new[] { new SourcePartition("p", 3L) }));
    }

    [TestCase("{\"n\":", "{\"n\":")]
    [TestCase("[]", "[]. It is not a map.")]
    [TestCase("{\"n\":[1]}", "Its field n is not null")]
    public async Task Stored_offset_that_cannot_be_read_is_told_with_its_key(string value, string told)
    {
        await StoreAsync(("""["c",{"p":1}]""", value), ("""["c","p"]""", "{}"), ("""["c",{"p":2}]""", """{"n":2}"""));

        var all = await new ConnectorOffsets("c", _store, _log.LoggerFor<ConnectorOffsets>()).ReadAllAsync(CancellationToken.None);

        Assert.That(all.Keys, Is.EqualTo(new[] { new SourcePartition("p", 2L) }));
        var errors = _log.Entries.Where(entry => entry.Level == LogLevel.Error).Select(entry => entry.Message).ToArray();
        Assert.That(errors, Has.Length.EqualTo(2));
        Assert.That(errors, Has.One.Contains("""["c",{"p":1}]""").And.Contains(told));
        Assert.That(errors, Has.One.Contains("""["c","p"]"""));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Reader_of_a_stopped_task_says_so(CancellationToken cancellationToken)
    {
        var reader = new OffsetReader(new ConnectorOffsets("c", _store, _log.LoggerFor<ConnectorOffsets>()));
        reader.Dispose();

        await Assert.ThatAsync(
            async () => await reader.GetOffsetsAsync([new SourcePartition("p", 1)], cancellationToken), Throws.TypeOf<ConnectException>());
    }

    private Task StoreAsync(params (string Key, string? Value)[] entries) => _store.WriteAsync(
        [.. entries.Select(
            entry => new OffsetEntry(Encoding.UTF8.GetBytes(entry.Key), entry.Value is null ? null : Encoding.UTF8.GetBytes(entry.Value)))],
        CancellationToken.None);
}
