using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Connectors;

namespace Connect.Runtime.Tests.Herding;

/// <summary>Whatever the code of tasks does on the thread that it is called on, the herder answers.</summary>
[CancelAfter(120_000)]
public sealed class BlockingTasksTests
{
    // The aim is 100 ms; a machine that builds and tests at the same time gets ten times that.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly string _sink = RandomNames.Next("sink");
    private readonly string _source = RandomNames.Next("source");
    private readonly ManualResetEventSlim _release = new();

    private TestWorker _worker = null!;

    [SetUp]
    public async Task StartWorker() =>
        _worker = await TestWorker.StartAsync($"embedded:{RandomNames.Topic()}", null, ("task.shutdown.graceful.timeout.ms", "500"));

    [TearDown]
    public async Task StopWorker()
    {
        _release.Set();
        await _worker.DisposeAsync();
        _release.Dispose();
    }

    [Test]
    public async Task Ping_is_answered_while_200_tasks_block(CancellationToken cancellationToken)
    {
        var blocked = 0;
        _worker.Handles.OnTaskMade = () =>
        {
            Interlocked.Increment(ref blocked);
            _release.Wait(cancellationToken);
        };
        await _worker.Herder.CreateConnectorAsync(_sink, SinkConfig("t", tasks: 200), null, cancellationToken);
        await Eventually.Async(() => Volatile.Read(ref blocked) == 200, "all tasks block their threads", cancellationToken: cancellationToken);

        for (var i = 0; i < 20; i++)
            Assert.That(await PingAsync(cancellationToken), Is.LessThan(Limit));
        _worker.Handles.OnTaskMade = null;
        _release.Set();
    }

    [Test]
    public async Task Pause_and_resume_of_a_task_that_puts_without_awaiting_hold_up_nobody(CancellationToken cancellationToken)
    {
        var topic = RandomNames.Topic();
        var puts = 0;
        var blocks = false;
        _worker.Handles[_sink].OnPut = (records, _, _) =>
        {
            if (records.Count > 0)
                Interlocked.Increment(ref puts);
            if (Volatile.Read(ref blocks))
                _release.Wait(cancellationToken);
            return Task.CompletedTask;
        };
        await _worker.Herder.CreateConnectorAsync(_source, SourceConfig(topic), null, cancellationToken);
        await _worker.Herder.CreateConnectorAsync(_sink, SinkConfig(topic, tasks: 1), null, cancellationToken);
        await Eventually.Async(() => Volatile.Read(ref puts) > 0, "records are put", cancellationToken: cancellationToken);
        await _worker.Herder.PauseConnectorAsync(_sink, cancellationToken);
        await StateAsync(TaskState.Paused, cancellationToken);

        // The task waits; what wakes it is the herder's call, and the next put blocks whoever makes it.
        Volatile.Write(ref blocks, true);
        await _worker.Herder.ResumeConnectorAsync(_sink, cancellationToken).WaitAsync(Limit, TimeProvider.System, cancellationToken);
        Assert.That(await PingAsync(cancellationToken), Is.LessThan(Limit));
        await StateAsync(TaskState.Running, cancellationToken);
        await _worker.Herder.PauseConnectorAsync(_sink, cancellationToken).WaitAsync(Limit, TimeProvider.System, cancellationToken);
        Assert.That(await PingAsync(cancellationToken), Is.LessThan(Limit));
    }

    private async Task<TimeSpan> PingAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        await _worker.Herder.PingAsync(cancellationToken);
        return TimeProvider.System.GetElapsedTime(started);
    }

    private Task StateAsync(TaskState state, CancellationToken cancellationToken) => Eventually.Async(
        async () => (await _worker.Herder.GetTaskStatusAsync(new ConnectorTaskId(_sink, 0), cancellationToken)).State == state,
        $"the task is {state}",
        cancellationToken: cancellationToken);

    private static Dictionary<string, string?> SinkConfig(string topic, int tasks) => new()
    {
        ["connector.class"] = nameof(MonitorableSink),
        ["topics"] = topic,
        ["tasks"] = $"{tasks}",
        ["tasks.max"] = $"{tasks}",
    };

    private static Dictionary<string, string?> SourceConfig(string topic) => new()
    {
        ["connector.class"] = nameof(MonitorableSource),
        ["topic"] = topic,
        ["messages"] = "1000000",
        ["batch"] = "10",
    };
}
