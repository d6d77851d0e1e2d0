using System.Collections.Concurrent;
using Connect.Connectors;
using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Integration.Tests.Engine;

/// <summary>What stands on a real broker says so: in the status, in the log once, and to who listens.</summary>
[Category("Broker")]
[CancelAfter(180_000)]
public sealed class StallTests
{
    private readonly string _source = RandomNames.Next("source");
    private readonly string _sink = RandomNames.Next("sink");
    private readonly ConcurrentQueue<TaskStall> _told = new();
    private string _servers = "";

    [SetUp]
    public async Task FindBroker() => _servers = (await TestBroker.GetRealAsync()).BootstrapServers;

    [Test]
    public async Task Put_that_hangs_is_shown_and_goes_away_when_it_returns(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 1);
        await using var worker = await StartAsync();
        var gate = new TaskCompletionSource();
        worker.Handles[_sink].OnPut = (records, _, _) => records.Count == 0 ? Task.CompletedTask : gate.Task;
        await worker.Herder.CreateConnectorAsync(_sink, SinkConfig(topic), null, cancellationToken);
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(topic, 100), null, cancellationToken);
        await ShownAsync(worker, _sink, "PutAsync has not returned since", cancellationToken);
        Assert.That((await worker.Herder.GetConnectorStatusAsync(_sink, cancellationToken)).Tasks[0].State, Is.EqualTo(TaskState.Running));
        gate.SetResult();
        await GoneAsync(worker, _sink, "PutAsync", cancellationToken);
        await AssertToldAsync(worker, "call_not_returned", "PutAsync has not returned");
    }

    [Test]
    public async Task Put_that_asks_again_and_again_to_try_later_is_shown(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 1);
        await using var worker = await StartAsync();
        var refuses = true;
        worker.Handles[_sink].OnPut = (records, context, _) =>
        {
            context.RetryBackoff = TimeSpan.FromMilliseconds(100);
            return records.Count > 0 && Volatile.Read(ref refuses) ? throw new RetriableConnectException("the store is busy") : Task.CompletedTask;
        };
        await worker.Herder.CreateConnectorAsync(_sink, SinkConfig(topic), null, cancellationToken);
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(topic, 100), null, cancellationToken);
        await ShownAsync(worker, _sink, "the store is busy", cancellationToken);
        Volatile.Write(ref refuses, false);
        await GoneAsync(worker, _sink, "the store is busy", cancellationToken);
        await Eventually.Async(
            () => _told.Count(stall => stall.Reason == "retries_repeated") == 2, "it is told twice: that it stands, and that it goes on",
            cancellationToken: cancellationToken);
    }

    [Test]
    public async Task Poll_that_asks_again_and_again_to_try_later_is_shown(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 1);
        await using var worker = await StartAsync();
        var refuses = true;
        worker.Handles[_source].OnPoll = (_, _) => Volatile.Read(ref refuses)
            ? throw new RetriableConnectException("the database is away") : Task.CompletedTask;
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(topic, 10), null, cancellationToken);
        await ShownAsync(worker, _source, "the database is away", cancellationToken);
        Volatile.Write(ref refuses, false);
        await GoneAsync(worker, _source, "the database is away", cancellationToken);
    }

    [Test]
    public async Task Start_and_poll_that_hang_are_shown(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 1);
        await using var worker = await StartAsync();
        var start = new ManualResetEventSlim();
        worker.Handles[_source].OnTaskStart = _ => start.Wait(cancellationToken);
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(topic, 10), null, cancellationToken);
        await ShownAsync(worker, _source, "StartAsync has not returned since", cancellationToken);
        start.Set();
        await ShownAsync(worker, _source, "PollAsync has not returned since", cancellationToken);
        await Eventually.Async(
            () => _told.Any(stall => stall is { Reason: "poll_not_returned", MayBeNormal: true }), "the poll is told as what may be normal",
            cancellationToken: cancellationToken);
    }

    [TestCase("close", "CloseAsync has not returned")]
    [TestCase("stop", "StopAsync has not returned")]
    [TestCase("preCommit", "PreCommitAsync or FlushAsync has not returned")]
    public async Task Call_of_a_task_that_ends_is_shown_when_it_hangs(string step, string shown, CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 1);
        await using var worker = await StartAsync(("task.shutdown.graceful.timeout.ms", "60000"));
        var gate = new TaskCompletionSource();
        await worker.Herder.CreateConnectorAsync(_sink, SinkConfig(topic), null, cancellationToken);
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(topic, 10), null, cancellationToken);
        await Eventually.Async(() => worker.Handles[_sink].Received.Count == 10, "the sink takes its records", cancellationToken: cancellationToken);
        worker.Handles[_sink].OnStep = (at, _, _) => at == step ? gate.Task : Task.CompletedTask;
        var restarting = worker.Herder.RestartTaskAsync(new ConnectorTaskId(_sink, 0), cancellationToken);
        await ShownAsync(worker, _sink, shown, cancellationToken);
        gate.SetResult();
        await restarting;
        await GoneAsync(worker, _sink, shown, cancellationToken);
    }

    [Test]
    public async Task Commit_that_is_refused_again_and_again_is_shown(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 1);
        await using var worker = await StartAsync();
        var refuses = true;
        worker.Handles[_sink].OnPreCommit = offsets => Volatile.Read(ref refuses) ? throw new ConnectException("the store does not flush") : offsets;
        await worker.Herder.CreateConnectorAsync(_sink, SinkConfig(topic), null, cancellationToken);
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(topic, 10), null, cancellationToken);
        await ShownAsync(worker, _sink, "the store does not flush", cancellationToken);
        Volatile.Write(ref refuses, false);
        await GoneAsync(worker, _sink, "the store does not flush", cancellationToken);
    }

    [Test]
    public async Task Sink_whose_topic_does_not_exist_says_so_once_and_goes_on_when_it_is_there(CancellationToken cancellationToken)
    {
        var topic = RandomNames.Next("absent");
        await using var worker = await StartAsync();
        await worker.Herder.CreateConnectorAsync(_sink, SinkConfig(topic), null, cancellationToken);
        await ShownAsync(worker, _sink, $"Topic '{topic}' does not exist", cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            var lines = worker.Log.Entries.Where(entry => entry.Level >= LogLevel.Warning && entry.Message.Contains(topic, StringComparison.Ordinal))
                .Select(entry => entry.Message).ToArray();
            Assert.That(lines, Has.Length.EqualTo(1), "one line, and none of the client's own");
            Assert.That(lines.FirstOrDefault(), Does.Contain("Create the topic"));
        }

        await using var lab = await KafkaLab.OnRealAsync();
        await lab.CreateTopicAsync(topic, 1);
        await GoneAsync(worker, _sink, "does not exist", cancellationToken);
        await AssertToldAsync(worker, "topic_not_usable", topic);
    }

    [Test]
    public async Task Sink_task_without_partitions_says_so(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 1);
        await using var worker = await StartAsync();
        var config = SinkConfig(topic);
        (config["tasks"], config["tasks.max"]) = ("2", "2");
        await worker.Herder.CreateConnectorAsync(_sink, config, null, cancellationToken);
        await ShownAsync(worker, _sink, "The task has no partitions since", cancellationToken);
        var tasks = (await worker.Herder.GetConnectorStatusAsync(_sink, cancellationToken)).Tasks;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tasks.Count(task => task.Trace is not null), Is.EqualTo(1));
            Assert.That(tasks.Single(task => task.Trace is not null).Trace, Does.Contain("its topics have 1 partition").And.Contain("tasks.max"));
        }
    }

    private async Task<TestWorker> StartAsync(params IReadOnlyList<(string Key, string Value)> more)
    {
        var worker = await TestWorker.StartAsync(_servers, null, [("task.stall.timeout.ms", "1500"), .. more]);
        worker.Herder.Stalls.Subscribe(new Listener(_told));
        return worker;
    }

    private async Task AssertToldAsync(TestWorker worker, string reason, string line)
    {
        // Observers are told on a flow of their own.
        await Eventually.Async(() => _told.Count(stall => stall.Reason == reason) >= 2, "it is told that it stands, and that it goes on");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_told.Where(stall => stall.Reason == reason).Select(stall => stall.IsOver), Is.EqualTo(new[] { false, true }));
            Assert.That(
                worker.Log.Entries.Count(entry => entry.Level == LogLevel.Warning && entry.Message.Contains(line, StringComparison.Ordinal)),
                Is.EqualTo(1));
        }
    }

    private static Task ShownAsync(TestWorker worker, string connector, string text, CancellationToken cancellationToken) =>
        Eventually.Async(
            async () => (await TracesAsync(worker, connector, cancellationToken)).Contains(text, StringComparison.Ordinal), $"a trace says '{text}'",
            TimeSpan.FromSeconds(45), cancellationToken);

    private static Task GoneAsync(TestWorker worker, string connector, string text, CancellationToken cancellationToken) =>
        Eventually.Async(
            async () => !(await TracesAsync(worker, connector, cancellationToken)).Contains(text, StringComparison.Ordinal),
            $"no trace says '{text}'", TimeSpan.FromSeconds(45), cancellationToken);

    private static async Task<string> TracesAsync(TestWorker worker, string connector, CancellationToken cancellationToken)
    {
        try
        {
            return string.Join('\n', (await worker.Herder.GetConnectorStatusAsync(connector, cancellationToken)).Tasks.Select(task => task.Trace));
        }
        catch (ConnectorNotFoundException)
        {
            return "";
        }
    }

    private static Dictionary<string, string?> SinkConfig(string topic) => new()
    {
        ["connector.class"] = typeof(MonitorableSink).FullName,
        ["tasks.max"] = "1",
        ["topics"] = topic,
        ["consumer.override.auto.offset.reset"] = "earliest",
        ["consumer.override.allow.auto.create.topics"] = "false",
        ["consumer.override.metadata.max.age.ms"] = "3000",
    };

    private static Dictionary<string, string?> SourceConfig(string topic, int records) => new()
    {
        ["connector.class"] = typeof(MonitorableSource).FullName,
        ["tasks.max"] = "1",
        ["topic"] = topic,
        ["messages"] = $"{records}",
    };

    private sealed class Listener(ConcurrentQueue<TaskStall> told) : IObserver<TaskStall>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(TaskStall value) => told.Enqueue(value);
    }
}
