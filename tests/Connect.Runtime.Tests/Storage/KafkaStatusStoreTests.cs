using Connect.Runtime.Storage;
using Connect.Tests;
using Connect.Tests.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Storage;

public class KafkaStatusStoreTests
{
    private readonly MemoryLogs _logs = new();

    private MemoryTopic Topic => _logs.Topic("statuses");

    [Test]
    public async Task What_Java_wrote_is_written_again_byte_for_byte()
    {
        List<(string, string?)> expected = [];
        foreach (var (_, key, value) in InternalRecordings.Of("status").Where(record => record.Value is not null))
        {
            Topic.Append(key, value);
            expected.Add((key, value));
            if (key.StartsWith("status-topic-", StringComparison.Ordinal))
                continue;
            await using var store = await StartAsync();
            var name = key[(key.IndexOf('-', "status-".Length) + 1)..];
            var entry = key.StartsWith("status-connector-", StringComparison.Ordinal)
                ? StatusRecords.Connector(name, store.Get(name)!)
                : StatusRecords.Task(new ConnectorTaskId(name[..^2], name[^1] - '0'), store.Get(new ConnectorTaskId(name[..^2], name[^1] - '0'))!);
            if (!value!.Contains("UNASSIGNED", StringComparison.Ordinal))
                Assert.That(System.Text.Encoding.UTF8.GetString(entry.Value!), Is.EqualTo(value));
            Assert.That(System.Text.Encoding.UTF8.GetString(entry.Key), Is.EqualTo(key));
        }

        Assert.That(expected, Has.Count.GreaterThan(20));
    }

    [Test]
    public void A_topic_is_written_as_Java_writes_it()
    {
        var entry = StatusRecords.Topic(new TopicUse("lines", "src", 0, 1795420465946));
        Assert.That(System.Text.Encoding.UTF8.GetString(entry.Key), Is.EqualTo("status-topic-lines:connector-src"));
        Assert.That(
            System.Text.Encoding.UTF8.GetString(entry.Value!),
            Is.EqualTo("""{"topic":{"name":"lines","connector":"src","task":0,"discoverTimestamp":1795420465946}}"""));
    }

    [Test]
    public async Task A_failure_is_not_written_over_the_state_of_a_worker_of_a_later_generation()
    {
        Topic.Append("status-connector-a", """{"state":"RUNNING","trace":null,"worker_id":"other:1","generation":5,"version":null}""");
        await using var store = await StartAsync();
        store.Put("a", Status(ConnectorState.Failed, 4));
        store.Put("a", Status(ConnectorState.Unassigned, 4));
        store.Put("a", Status(ConnectorState.Failed, 5));
        await Eventually.Async(() => Topic.Texts.Count > 1, "the status is written");
        Assert.That(Topic.Texts.Select(record => record.Value![..18]), Is.EqualTo(new[] { "{\"state\":\"RUNNING\"", "{\"state\":\"FAILED\"," }));
    }

    [Test]
    public async Task A_late_unassigned_does_not_hide_that_a_task_runs()
    {
        Topic.Append("status-task-a-0", """{"state":"RUNNING","trace":null,"worker_id":"b:1","generation":5,"version":null}""");
        Topic.Append("status-task-a-0", """{"state":"UNASSIGNED","trace":null,"worker_id":"a:1","generation":5,"version":null}""");
        await using var store = await StartAsync();
        Assert.That(store.Get(new ConnectorTaskId("a", 0))!.State, Is.EqualTo(TaskState.Running));
        Topic.Append("status-connector-a", null);
        Assert.That(store.Get(new ConnectorTaskId("a", 0)), Is.Null, "A connector that is gone takes its tasks along.");
    }

    [Test]
    public async Task The_last_words_are_written_before_the_store_is_closed()
    {
        var store = await StartAsync();
        for (var i = 0; i < 100; i++)
            store.Put(new ConnectorTaskId("a", i), new StatusRecord<TaskState>(TaskState.Unassigned, null, "w:1", 1, null));
        await store.DisposeAsync();
        Assert.That(Topic.Texts, Has.Count.EqualTo(100));
        Assert.That(Topic.Texts.Select(record => record.Key), Is.EqualTo(Enumerable.Range(0, 100).Select(i => $"status-task-a-{i}")));
    }

    [Test]
    public async Task Topics_are_used_until_they_are_reset()
    {
        await using var store = await StartAsync();
        store.Put(new TopicUse("t", "a", 0, 1));
        await Eventually.Async(() => store.IsUsed("a", "t"), "the topic is used");
        store.RemoveTopics("a");
        await Eventually.Async(() => store.GetTopics("a").Count == 0, "the topic is forgotten");
        Assert.That(Topic.Texts[1].Value, Is.Null);
    }

    private static StatusRecord<ConnectorState> Status(ConnectorState state, int generation) => new(state, null, "me:1", generation, null);

    private async Task<KafkaStatusStore> StartAsync()
    {
        var store = new KafkaStatusStore(_logs.Open("statuses"), NullLogger<KafkaStatusStore>.Instance, TimeProvider.System);
        await store.StartAsync(default);
        return store;
    }
}
