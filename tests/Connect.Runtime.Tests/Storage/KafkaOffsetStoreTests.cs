using System.Text;
using Connect.Runtime.Storage;
using Connect.Tests.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Storage;

public class KafkaOffsetStoreTests
{
    private readonly MemoryLogs _logs = new();

    [Test]
    public async Task A_recording_of_a_Java_worker_is_read_with_its_last_value_for_each_key()
    {
        var recorded = InternalRecordings.Of("offsets");
        foreach (var (_, key, value) in recorded)
            _logs.Topic("offsets").Append(key, value);
        _logs.Topic("offsets").Append("not json", "{}");
        _logs.Topic("offsets").Append((byte[]?)null, null);
        await using var store = new KafkaOffsetStore(_logs.Open("offsets"));
        await store.StartAsync(default);
        foreach (var connector in (string[])["src", "lab-multi"])
        {
            var expected = recorded.Where(record => record.Key.StartsWith($"[\"{connector}\"", StringComparison.Ordinal))
                .GroupBy(record => record.Key)
                .Select(group => (group.Key, group.Last().Value));
            Assert.That(
                (await store.ReadAsync(connector, default)).Select(entry => (Text(entry.Key), entry.Value is null ? null : Text(entry.Value))),
                Is.EquivalentTo(expected).And.Not.Empty);
        }
    }

    [Test]
    public async Task An_offset_that_was_removed_does_not_come_back_from_the_workers_topic()
    {
        await using var worker = new KafkaOffsetStore(_logs.Open("worker"));
        await using var store = new ConnectorOffsetStore(new KafkaOffsetStore(_logs.Open("own")), worker, NullLogger.Instance);
        await worker.StartAsync(default);
        await store.StartAsync(default);
        OffsetEntry entry = new("""["c",{"a":1}]"""u8.ToArray(), """{"n":1}"""u8.ToArray());
        await worker.WriteAsync([entry], default);
        Assert.That((await store.ReadAsync("c", default))[0].Value, Is.Not.Null, "It has none of its own yet.");
        await store.WriteAsync([entry with { Value = null }], default);
        Assert.That((await store.ReadAsync("c", default))[0].Value, Is.Null);
    }

    [Test]
    public async Task A_write_that_was_withdrawn_writes_nothing()
    {
        await using var store = new KafkaOffsetStore(_logs.Open("offsets"));
        await store.StartAsync(default);
        await Assert.CatchAsync<OperationCanceledException>(
            () => store.WriteAsync([new OffsetEntry([1], [2])], new CancellationToken(canceled: true)));
        Assert.That(_logs.Topic("offsets").Texts, Is.Empty);
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
