using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Storage;
using Connect.Tests;
using Connect.Tests.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Storage;

public class KafkaConfigStoreTests
{
    private readonly MemoryLogs _logs = new();

    private MemoryTopic Topic => _logs.Topic("configs");

    [Test]
    public async Task A_recording_of_a_Java_worker_is_read_as_Java_reads_it()
    {
        foreach (var (_, key, value) in InternalRecordings.Of("config"))
            Topic.Append(key, value);
        await using var store = await StartAsync();
        var snapshot = store.Snapshot;
        Assert.Multiple(() =>
        {
            Assert.That(snapshot.Connectors.Keys, Is.EqualTo(new[] { "born-paused", "born-stopped", "fail-start", "snk", "src" }));
            Assert.That(snapshot.TargetStateOf("src"), Is.EqualTo(TargetState.Stopped));
            Assert.That(snapshot.TasksOf("src"), Is.Empty);
            Assert.That(snapshot.TasksOf("fail-start").Select(task => task["task.id"]), Is.EqualTo(new[] { "0", "1" }));
            Assert.That(snapshot.TargetStateOf("born-paused"), Is.EqualTo(TargetState.Paused));
            Assert.That(snapshot.Inconsistent, Is.Empty);
            Assert.That(snapshot.SessionKey!.Algorithm, Is.EqualTo("HmacSHA256"));
            Assert.That(snapshot.Offset, Is.EqualTo(Topic.Texts.Count));
        });
    }

    [Test]
    public async Task What_Java_wrote_is_written_again_byte_for_byte()
    {
        // What a store reads of each recorded record, and writes again.
        var recorded = InternalRecordings.Of("config");
        var state = new ConfigLogState("configs", NullLogger.Instance);
        List<(string, string?)> written = [];
        var offset = 0;
        foreach (var (_, key, value) in recorded)
        {
            var connectors = state.Snapshot.Connectors;
            var change = state.Apply(new LogRecord(Bytes(key), value is null ? null : Bytes(value), 0, offset++, 0));
            LogEntry[] entries = change switch
            {
                ConfigChange.ConnectorUpdated updated => [ConfigRecords.Connector(state.Snapshot.Connectors[updated.Connector])],
                ConfigChange.ConnectorRemoved removed =>
                    [ConfigRecords.Tombstone("connector-" + removed.Connector), ConfigRecords.Tombstone("target-state-" + removed.Connector)],
                ConfigChange.TasksCommitted tasks =>
                    [.. state.Snapshot.TasksOf(tasks.Connector).Select((task, number) => ConfigRecords.Task(tasks.Connector, number, task)),
                        ConfigRecords.Commit(tasks.Connector, state.Snapshot.TasksOf(tasks.Connector).Length)],
                ConfigChange.TargetStateChanged target => [ConfigRecords.Target(target.Connector, state.Snapshot.TargetStateOf(target.Connector))],
                ConfigChange.SessionKeyChanged session => [ConfigRecords.Session(session.Key)],
                _ => [],
            };
            written.AddRange(entries.Select(entry => (Text(entry.Key)!, Text(entry.Value))));
        }

        Assert.That(written, Is.EqualTo(recorded.Select(record => (record.Key, record.Value))));
    }

    [Test]
    public async Task Writes_are_shown_when_they_return_and_have_Javas_order()
    {
        await using var store = await StartAsync(leads: true);
        await store.PutConnectorAsync(Config("a"), TargetState.Paused, default);
        await store.PutTasksAsync("a", [Tasks("0"), Tasks("1")], default);
        Assert.That(store.Snapshot.TasksOf("a"), Has.Length.EqualTo(2));
        Assert.That(store.Snapshot.GenerationOf("a"), Is.EqualTo(4));
        Assert.That(store.Snapshot.PendingFencing, Is.EqualTo(new[] { "a" }));
        await store.PutTaskCountRecordAsync("a", 2, default);
        Assert.That(store.Snapshot.PendingFencing, Is.Empty);
        Assert.That(store.Snapshot.TaskCountRecords["a"], Is.EqualTo(2));
        await store.PutTasksAsync("a", [], default);
        await store.PutTargetStateAsync("a", TargetState.Stopped, default);
        await store.RemoveConnectorAsync("a", default);
        Assert.That(store.Snapshot.Connectors, Is.Empty);
        Assert.That(Topic.Texts.Select(record => record.Key), Is.EqualTo(new[]
        {
            "target-state-a", "connector-a", "task-a-0", "task-a-1", "commit-a", "tasks-fencing-a", "commit-a", "target-state-a", "connector-a",
            "target-state-a",
        }));
        Assert.That(Topic.Texts[7].Value, Is.EqualTo("""{"state":"PAUSED","state.v2":"STOPPED"}"""));
        Assert.That(Topic.Texts[5].Value, Is.EqualTo("""{"task-count":2}"""));
    }

    [Test]
    public async Task A_worker_that_does_not_lead_writes_nothing_but_target_states_and_levels()
    {
        await using var store = await StartAsync();
        var refusal = await Assert.ThrowsAsync<LogWriteException>(() => store.PutConnectorAsync(Config("a"), null, default));
        Assert.That(refusal!.IsFenced);
        await store.PutTargetStateAsync("a", TargetState.Paused, default);
        await store.PutLoggerLevelAsync("root", "debug", default);
        Assert.That(Topic.Texts, Is.EqualTo(new (string, string?)[]
        {
            ("target-state-a", """{"state":"PAUSED","state.v2":"PAUSED"}"""), ("logger-cluster-root", """{"level":"debug"}"""),
        }));
    }

    [Test]
    public async Task A_leader_that_was_fenced_hears_of_it_and_writes_nothing()
    {
        await using var store = await StartAsync(leads: true);
        await _logs.Leader().ClaimAsync(default);
        var refusal = await Assert.ThrowsAsync<LogWriteException>(() => store.PutConnectorAsync(Config("a"), null, default));
        Assert.That(refusal!.IsFenced);
        Assert.That(Topic.Texts, Is.Empty);
    }

    [Test]
    public async Task Another_workers_store_hears_of_every_change_and_only_new_restarts_count()
    {
        Topic.Append("restart-connector-old", """{"include-tasks":true,"only-failed":false}""");
        await using var other = await StartAsync();
        List<ConfigChange> changes = [];
        other.Changed += changes.Add;
        await using var store = await StartAsync(leads: true);
        await store.PutConnectorAsync(Config("a"), null, default);
        await store.PutRestartRequestAsync(new RestartRequest("a", OnlyFailed: true, IncludeTasks: false), default);
        await store.PutTargetStateAsync("a", TargetState.Paused, default);
        await store.PutTargetStateAsync("a", TargetState.Paused, default);
        Assert.That(changes, Is.EqualTo(new ConfigChange[]
        {
            new ConfigChange.ConnectorUpdated("a"), new ConfigChange.RestartRequested(new RestartRequest("a", true, false)),
            new ConfigChange.TargetStateChanged("a"),
        }));
    }

    [Test]
    public async Task A_set_of_tasks_that_is_not_complete_leaves_the_connector_inconsistent_until_a_new_one()
    {
        Topic.Append("connector-a", """{"properties":{"name":"a"}}""");
        Topic.Append("task-a-1", """{"properties":{"k":"1"}}""");
        Topic.Append("commit-a", """{"tasks":2}""");
        await using var store = await StartAsync(leads: true);
        Assert.That(store.Snapshot.Inconsistent, Is.EqualTo(new[] { "a" }));
        Assert.That(store.Snapshot.TasksOf("a"), Is.Empty);
        await store.PutTasksAsync("a", [Tasks("0")], default);
        Assert.That(store.Snapshot.Inconsistent, Is.Empty);
        Assert.That(store.Snapshot.TasksOf("a"), Has.Length.EqualTo(1));
    }

    [TestCase("""{"state":"PAUSED"}""", TargetState.Paused)]
    [TestCase("""{"state":"PAUSED","state.v2":null}""", TargetState.Paused)]
    [TestCase("""{"state":"PAUSED","state.v2":5}""", TargetState.Paused)]
    [TestCase("""{"state":"STARTED","state.v2":"PAUSED"}""", TargetState.Paused)]
    [TestCase("""{"state":"paused"}""", TargetState.Started)]
    [TestCase("not json", TargetState.Started)]
    [TestCase("[]", TargetState.Started)]
    public async Task Odd_target_states_are_read_as_Java_reads_them(string value, TargetState expected)
    {
        Topic.Append("target-state-a", value);
        Topic.Append("connector-a", """{ "x": 1, "properties" : {"name":"a"} }""");
        await using var store = await StartAsync();
        Assert.That(store.Snapshot.TargetStateOf("a"), Is.EqualTo(expected));
    }

    [Test]
    public void Random_contents_never_throw()
    {
        var random = new Random(20260611);
        string[] keys =
            ["connector-a", "task-a-0", "task-a-1", "task-a", "task--1", "commit-a", "target-state-a", "restart-connector-a", "tasks-fencing-a",
                "session-key", "logger-cluster-x", "odd", ""];
        string[] values =
        [
            """{"properties":{"a":"b"}}""", """{"properties":{"a":null,"b":1.5}}""", """{"properties":[]}""", """{"tasks":2}""", """{"tasks":0}""",
            """{"tasks":-7}""", """{"tasks":99999999999}""",
            """{"tasks":"2"}""", """{"state":"STOPPED","state.v2":"STOPPED"}""", """{"key":"%%","algorithm":"x","creation-timestamp":1}""",
            """{"key":"AAAA","algorithm":"x","creation-timestamp":1}""",
            """{"level":"debug"}""", """{"task-count":1}""", "null", "", "{", "[1,", "\"\\ud800\"", "1e999", "true",
        ];
        var configs = new ConfigLogState("configs", NullLogger.Instance);
        var table = new MemoryStatusStore();
        var statuses = new StatusLogState("statuses", table, NullLogger.Instance);
        string[] statusKeys =
            ["status-connector-a", "status-connector-", "status-task-a-0", "status-task-a", "status-topic-t:connector-a", "status-topic-:connector-",
                "status-topic-t", "status-"];
        string[] statusValues =
        [
            """{"state":"RUNNING","trace":null,"worker_id":"w:1","generation":2,"version":null}""",
            """{"state":"DESTROYED","worker_id":"w","generation":1}""", """{"state":"X"}""",
            """{"topic":{"name":"t","connector":"a","task":0,"discoverTimestamp":1}}""", """{"topic":5}""",
        ];
        for (var i = 0; i < 100_000; i++)
        {
            configs.Apply(new LogRecord(Key(random, keys), Value(random, values), 0, i, 0));
            statuses.Apply(new LogRecord(Key(random, statusKeys), Value(random, random.Next(4) == 0 ? values : statusValues), 0, i, 0));
        }

        Assert.That(configs.Snapshot.Offset, Is.GreaterThan(99_000));
    }

    private static byte[]? Key(Random random, string[] keys) => random.Next(100) == 0 ? null : Mangle(random, keys[random.Next(keys.Length)]);

    private static byte[]? Value(Random random, string[] values) => random.Next(10) == 0 ? null : Mangle(random, values[random.Next(values.Length)]);

    private static byte[] Mangle(Random random, string text)
    {
        var bytes = Bytes(text);
        if (bytes.Length > 0 && random.Next(5) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(20) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static string? Text(byte[]? bytes) => bytes is null ? null : System.Text.Encoding.UTF8.GetString(bytes);

    private static ConnectorConfig Config(string name) => new(name, new Dictionary<string, string?> { ["connector.class"] = "X", ["name"] = name });

    private static TaskConfig Tasks(string id) => new([new("task.id", id)]);

    private async Task<KafkaConfigStore> StartAsync(bool leads = false)
    {
        var store = new KafkaConfigStore(_logs.Open("configs"), NullLogger<KafkaConfigStore>.Instance);
        await store.StartAsync(default);
        if (!leads)
            return store;
        var leader = _logs.Leader();
        await leader.ClaimAsync(default);
        store.Lead(leader);
        return store;
    }
}
