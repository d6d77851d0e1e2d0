using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Connect.Connectors;
using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Connectors;

namespace Connect.Integration.Tests.Faults;

/// <summary>One run of a scenario: a worker, a connector, a topic, and the counting of what arrives.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    /// <summary>How many records there are.</summary>
    public const int Records = 300;

    /// <summary>The record that faults of single records hit.</summary>
    public const long Bad = 77;

    private readonly ConcurrentDictionary<long, int> _taken = new();
    private readonly List<TestWorker> _workers = [];
    private readonly FaultCase _case;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _leftOut;
    private string? _offsetFile;

    private FaultRun(FaultCase faultCase, string servers, CancellationToken cancellationToken)
    {
        (_case, Servers, Cancellation) = (faultCase, servers, cancellationToken);
        Connector = RandomNames.Next(faultCase.Side.ToString().ToLowerInvariant());
        Topic = RandomNames.Topic();
    }

    public string Servers { get; }

    public string Connector { get; }

    public string Topic { get; }

    public string DeadLetters => Topic + "-dead";

    public CancellationToken Cancellation { get; }

    /// <summary>Completes at the end: what hangs waits for it.</summary>
    public Task Released => _released.Task;

    /// <summary>How many records have moved: polled by a source, taken by a sink.</summary>
    public int Moved => _case.Side == FaultSide.Source ? _workers.Sum(worker => worker.Handles[Connector].Sent.Count) : Taken;

    /// <summary>Restarts by hand.</summary>
    public int Restarts { get; private set; }

    /// <summary>Records of dead-letter queue, or those left out of a source.</summary>
    public int Skipped { get; private set; }

    /// <summary>The first worker.</summary>
    public TestWorker Worker => _workers[0];

    /// <summary>The way to the connector on the first worker.</summary>
    public ConnectorHandle Handle => Worker.Handles[Connector];

    /// <summary>How many different records a sink has taken.</summary>
    public int Taken => _taken.Count;

    /// <summary>Begins: the topic exists, and a sink's records are in it.</summary>
    public static async Task<FaultRun> BeginAsync(
        FaultCase faultCase, string servers, CancellationToken cancellationToken, bool createsTopic = true, string? offsetFile = null)
    {
        var run = new FaultRun(faultCase, servers, cancellationToken);
        await using var lab = new KafkaLab(servers);
        if (createsTopic)
            await lab.CreateTopicAsync(run.Topic, faultCase.Side == FaultSide.Sink ? 2 : 1);
        run._offsetFile = offsetFile;
        await run.StartWorkerAsync();
        return run;
    }

    /// <summary>Starts a worker.</summary>
    public async Task<TestWorker> StartWorkerAsync(params IReadOnlyList<(string Key, string Value)> more)
    {
        var worker = await TestWorker.StartAsync(
            Servers, _offsetFile,
            [("task.stall.timeout.ms", "1000"), ("task.shutdown.graceful.timeout.ms", "1500"), .. _case.WorkerSettings, .. more]);
        _workers.Add(worker);
        worker.Handles[Connector].OnTaken = Note;
        return worker;
    }

    /// <summary>Writes a sink's records.</summary>
    public async Task ProduceAsync(int first = 0, int count = Records)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = Servers, LingerMs = 5 }).Build();
        for (var number = first; number < first + count; number++)
        {
            var text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"value-0-{number}"));
            producer.Produce(
                new Confluent.Kafka.TopicPartition(Topic, number % 2),
                new Message<byte[], byte[]> { Key = text, Value = text, Headers = [new Header("h", text)] });
        }

        await Task.Run(() => producer.Flush(Cancellation), Cancellation);
    }

    /// <summary>Creates the connector with the case's settings.</summary>
    public Task CreateAsync(TestWorker? worker = null, params (string Key, string? Value)[] more)
    {
        var config = new Dictionary<string, string?>
        {
            ["connector.class"] = (_case.Side == FaultSide.Source ? typeof(MonitorableSource) : typeof(MonitorableSink)).FullName,
            ["tasks.max"] = "1",
            ["errors.retry.delay.max.ms"] = "50",
        };
        foreach (var (role, step) in new[] { ("key.converter", "key"), ("value.converter", "value"), ("header.converter", "header") })
            (config[role], config[role + ".connector"], config[role + ".step"]) = (typeof(FaultyConverter).FullName, Connector, step);
        (config["transforms"], config["transforms.t.type"], config["transforms.t.connector"]) = ("t", typeof(FaultyTransform).FullName, Connector);
        if (_case.Side == FaultSide.Source)
            (config["topic"], config["messages"], config["batch"], config["headers"]) = (Topic, $"{Records}", "20", "true");
        else
            (config["topics"], config["consumer.override.auto.offset.reset"], config["consumer.override.max.poll.records"]) =
                (Topic, "earliest", "20");
        foreach (var (key, value) in _case.Settings)
            config[key] = value?.Replace("{dead}", DeadLetters, StringComparison.Ordinal);
        foreach (var (key, value) in more)
            config[key] = value;
        return (worker ?? Worker).Herder.CreateConnectorAsync(Connector, config, null, Cancellation);
    }

    /// <summary>Restarts the task by hand.</summary>
    public async Task RestartAsync(int task = 0)
    {
        Restarts++;
        await Worker.Herder.RestartTaskAsync(new ConnectorTaskId(Connector, task), Cancellation);
    }

    /// <summary>Waits until the task is FAILED.</summary>
    public Task FailedAsync() => Eventually.Async(
        async () => await StateAsync() == TaskState.Failed, "the task fails", TestTimeouts.Broker, Cancellation);

    /// <summary>Waits until so many records have moved.</summary>
    public Task MovedAsync(long records) => Eventually.Async(() => Moved >= records, $"{records} records move", TestTimeouts.Broker, Cancellation);

    /// <summary>Makes the records come so slowly that there is a middle of the stream.</summary>
    /// <param name="worker">The worker; null for the first.</param>
    public void SlowDown(TestWorker? worker = null)
    {
        var handle = (worker ?? Worker).Handles[Connector];
        handle.OnPoll = (_, token) => Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, token);
        handle.OnPut = (_, _, token) => Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, token);
    }

    /// <summary>Does not count a record as taken that the sink reports as bad.</summary>
    /// <param name="record">The record; null for none.</param>
    public void LeaveOut(SinkRecord? record) => _leftOut = record is null ? null : ConnectorHandle.NumberOf(record.Value);

    /// <summary>Counts records as taken.</summary>
    public void Note(IEnumerable<SinkRecord> records)
    {
        foreach (var record in records)
            Note(record);
    }

    /// <summary>Waits until the task's status says something.</summary>
    public Task ShownAsync(string text) => Eventually.Async(
        async () => (await TraceAsync()).Contains(text, StringComparison.Ordinal), $"the status says '{text}'", TestTimeouts.Broker, Cancellation);

    /// <summary>Waits until everything has arrived and its offsets are stored, then counts.</summary>
    public async Task<BalanceSheet> CountAsync()
    {
        await Eventually.Async(IsDoneAsync, "everything has arrived and is committed", TestTimeouts.Broker, Cancellation);
        foreach (var worker in _workers)
        {
            await worker.Herder.StopConnectorAsync(Connector, Cancellation);
            Assert.That(worker.Log.Entries.Select(entry => entry.Message), Has.None.Contains("found a mismatch"));
        }

        IReadOnlyDictionary<long, int> counts = _case.Side == FaultSide.Source ? ReadTopic(Topic) : _taken;
        if (_case.Skips > 0)
            Skipped = _case.Side == FaultSide.Sink
                ? ReadTopic(DeadLetters).Count
                : Worker.Log.Entries.Count(entry => entry.Message.Contains("because of errors.tolerance=all", StringComparison.Ordinal));
        return new BalanceSheet(_case.Side, _case.Name, Records, counts.Count, counts.Values.Sum() - counts.Count, Skipped, Restarts);
    }

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        foreach (var worker in _workers)
            await worker.DisposeAsync();
    }

    private async Task<bool> IsDoneAsync()
    {
        if (_case.Side == FaultSide.Source)
            return (await Worker.Herder.GetOffsetsAsync(Connector, Cancellation)) is [{ Offset: { } offset }]
                && Convert.ToInt64(offset["n"], CultureInfo.InvariantCulture) == Records - 1;
        var offsets = await Worker.Herder.GetOffsetsAsync(Connector, Cancellation);
        return offsets.Sum(offset => Convert.ToInt64(offset.Offset!["kafka_offset"], CultureInfo.InvariantCulture)) == Records;
    }

    private async Task<TaskState?> StateAsync()
    {
        try
        {
            return (await Worker.Herder.GetConnectorStatusAsync(Connector, Cancellation)).Tasks is [{ State: var state }, ..] ? state : null;
        }
        catch (ConnectorNotFoundException)
        {
            return null;
        }
    }

    private async Task<string> TraceAsync()
    {
        try
        {
            return string.Join('\n', (await Worker.Herder.GetConnectorStatusAsync(Connector, Cancellation)).Tasks.Select(task => task.Trace));
        }
        catch (ConnectorNotFoundException)
        {
            return "";
        }
    }

    private void Note(SinkRecord record)
    {
        if (ConnectorHandle.NumberOf(record.Value) is { } number && number != _leftOut)
            _taken.AddOrUpdate(number, 1, (_, count) => count + 1);
    }

    /// <summary>Counts the records of a topic by their numbers.</summary>
    private Dictionary<long, int> ReadTopic(string topic) =>
        TopicReader.ReadValues(Servers, topic).GroupBy(ConnectorHandle.NumberOf).ToDictionary(group => group.Key ?? -1, group => group.Count());
}
