using System.Globalization;
using System.Text;
using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Connectors;

namespace Connect.Integration.Tests.Engine;

[TestFixture(BrokerKind.Embedded)]
[TestFixture(BrokerKind.Local)]
[TestFixture(BrokerKind.Container)]
public sealed class EndToEndTests(BrokerKind kind)
{
    private readonly string _topic = RandomNames.Topic();
    private readonly string _source = RandomNames.Next("source");
    private readonly string _sink = RandomNames.Next("sink");
    private readonly string _offsets = Path.Combine(Path.GetTempPath(), RandomNames.Next("offsets"));

    [TearDown]
    public void Delete_offsets()
    {
        File.Delete(_offsets);
        File.Delete(_offsets + ".lock");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Every_record_of_the_source_reaches_the_sink_in_order(CancellationToken cancellationToken)
    {
        await using var worker = await StartAsync();
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(messages: 2_000), null, cancellationToken);
        await worker.Herder.CreateConnectorAsync(_sink, SinkConfig(), null, cancellationToken);

        var received = worker.Handles[_sink].Received;
        await Eventually.Async(() => received.Count >= 2_000, "2000 records arrive", TimeSpan.FromSeconds(20), cancellationToken);

        foreach (var partition in received.GroupBy(record => record.Partition))
            Assert.That(partition.Select(NumberOf), Is.Ordered, $"partition {partition.Key} keeps the order of its source");
        Assert.That(received.Select(record => Encoding.UTF8.GetString((byte[])record.Value!)).Distinct().Count(), Is.EqualTo(2_000));
        await Eventually.Async(
            () => worker.Handles[_source].Committed.Count == 2_000, "every record is acknowledged", cancellationToken: cancellationToken);
        Assert.That(
            worker.Handles[_source].Committed,
            Has.All.Matches<(Connect.Connectors.SourceRecord, Connect.Connectors.RecordMetadata?)>(told => told.Item2 is not null));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Source_and_sink_go_on_where_they_stopped(CancellationToken cancellationToken)
    {
        await using (var worker = await StartAsync())
        {
            await worker.Herder.CreateConnectorAsync(_source, SourceConfig(messages: 100), null, cancellationToken);
            await worker.Herder.CreateConnectorAsync(_sink, SinkConfig(), null, cancellationToken);
            await Eventually.Async(
                () => worker.Handles[_sink].Received.Count >= 100, "100 records arrive", TimeSpan.FromSeconds(20), cancellationToken);
        }

        await using var again = await StartAsync();
        await again.Herder.CreateConnectorAsync(_source, SourceConfig(messages: 150), null, cancellationToken);
        await again.Herder.CreateConnectorAsync(_sink, SinkConfig(), null, cancellationToken);
        await Eventually.Async(
            () => again.Handles[_sink].Received.Count >= 50, "50 more records arrive", TimeSpan.FromSeconds(20), cancellationToken);

        Assert.That(
            again.Handles[_source].Sent.Select(record => (long)record.SourceOffset!["n"]!),
            Is.EqualTo(Enumerable.Range(100, 50).Select(n => (long)n)));
        Assert.That(
            again.Handles[_sink].Received.Select(record => Encoding.UTF8.GetString((byte[])record.Value!)),
            Is.EquivalentTo(Enumerable.Range(100, 50).Select(n => $"value-0-{n}")));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Status_offsets_and_topics_are_shown(CancellationToken cancellationToken)
    {
        await using var worker = await StartAsync();
        var created = await worker.Herder.CreateConnectorAsync(_source, SourceConfig(messages: 10, tasks: 2), null, cancellationToken);
        await Eventually.Async(
            async () => (await worker.Herder.GetOffsetsAsync(_source, cancellationToken)).Count == 2, "both tasks have stored an offset",
            TimeSpan.FromSeconds(20), cancellationToken);

        var status = await worker.Herder.GetConnectorStatusAsync(_source, cancellationToken);
        Assert.That(created.Tasks, Is.EqualTo(new[] { new ConnectorTaskId(_source, 0), new ConnectorTaskId(_source, 1) }));
        Assert.That(status.State, Is.EqualTo(ConnectorState.Running));
        Assert.That(status.Tasks.Select(task => task.State), Is.All.EqualTo(TaskState.Running));
        Assert.That(status.Tasks.Select(task => task.Version), Is.All.EqualTo("1.0-test"));
        Assert.That(await worker.Herder.GetActiveTopicsAsync(_source, cancellationToken), Is.EqualTo(new[] { _topic }));
        Assert.That((await worker.Herder.GetOffsetsAsync(_source, cancellationToken)).Select(offset => offset.Offset!["n"]), Is.All.EqualTo(9L));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Failing_task_is_FAILED_with_its_trace_while_others_go_on(CancellationToken cancellationToken)
    {
        await using var worker = await StartAsync();
        worker.Handles[_source].OnTaskStart = number =>
        {
            if (number == 1)
                throw new ConnectException("task 1 refuses");
        };
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(messages: 10, tasks: 2), null, cancellationToken);

        await Eventually.Async(
            async () => (await worker.Herder.GetConnectorStatusAsync(_source, cancellationToken)).Tasks.Any(task => task.State == TaskState.Failed),
            "task 1 fails", cancellationToken: cancellationToken);
        await Eventually.Async(() => worker.Handles[_source].Committed.Count == 10, "task 0 goes on", TimeSpan.FromSeconds(20), cancellationToken);
        var failed = await worker.Herder.GetTaskStatusAsync(new ConnectorTaskId(_source, 1), cancellationToken);
        Assert.That(failed.Trace, Does.StartWith("org.apache.kafka.connect.errors.ConnectException: task 1 refuses\n\tat "));
        Assert.That(
            (await worker.Herder.GetTaskStatusAsync(new ConnectorTaskId(_source, 0), cancellationToken)).State, Is.EqualTo(TaskState.Running));

        worker.Handles[_source].OnTaskStart = null;
        await worker.Herder.RestartTaskAsync(new ConnectorTaskId(_source, 1), cancellationToken);
        await Eventually.Async(
            () => worker.Handles[_source].Committed.Count == 20, "the restarted task delivers", TimeSpan.FromSeconds(20), cancellationToken);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Paused_connectors_move_nothing_until_they_are_resumed(CancellationToken cancellationToken)
    {
        await using var worker = await StartAsync();
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(messages: 0), null, cancellationToken);
        await worker.Herder.CreateConnectorAsync(_sink, SinkConfig(), null, cancellationToken);
        var (source, sink) = (worker.Handles[_source], worker.Handles[_sink]);
        source.OnPoll = (_, token) => Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, token);
        await Eventually.Async(() => !sink.Received.IsEmpty, "records arrive", TimeSpan.FromSeconds(20), cancellationToken);

        await worker.Herder.PauseConnectorAsync(_sink, cancellationToken);
        await Eventually.Async(
            async () => (await StatusAsync(worker, _sink)).Tasks.All(task => task.State == TaskState.Paused), "the sink pauses",
            cancellationToken: cancellationToken);
        var atPause = sink.Received.Count;
        var puts = 0;
        sink.OnPut = (records, _, _) =>
        {
            Interlocked.Increment(ref puts);
            return records.Count == 0 ? Task.CompletedTask : throw new ConnectException("a paused sink was given records");
        };
        await Eventually.Async(() => Volatile.Read(ref puts) >= 2, "a paused sink is still given empty lists", cancellationToken: cancellationToken);
        Assert.That(sink.Received, Has.Count.EqualTo(atPause));

        sink.OnPut = null;
        await worker.Herder.ResumeConnectorAsync(_sink, cancellationToken);
        await Eventually.Async(() => sink.Received.Count > atPause, "records arrive again", cancellationToken: cancellationToken);

        await worker.Herder.PauseConnectorAsync(_source, cancellationToken);
        await Eventually.Async(
            async () => (await StatusAsync(worker, _source)).Tasks.All(task => task.State == TaskState.Paused), "the source pauses",
            cancellationToken: cancellationToken);
        var sent = source.Sent.Count;
        await Eventually.Async(() => source.Committed.Count == sent, "what was sent is acknowledged", cancellationToken: cancellationToken);
        Assert.That(source.Sent, Has.Count.EqualTo(sent));
        await worker.Herder.ResumeConnectorAsync(_source, cancellationToken);
        await Eventually.Async(() => source.Sent.Count > sent, "the source goes on", cancellationToken: cancellationToken);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Stopped_connector_has_no_tasks_and_its_offsets_can_be_changed(CancellationToken cancellationToken)
    {
        await using var worker = await StartAsync();
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(messages: 10), null, cancellationToken);
        await Eventually.Async(() => worker.Handles[_source].Committed.Count == 10, "records are sent", TimeSpan.FromSeconds(20), cancellationToken);
        await Assert.ThatAsync(() => worker.Herder.ResetOffsetsAsync(_source, cancellationToken), Throws.TypeOf<BadRequestException>());

        await worker.Herder.StopConnectorAsync(_source, cancellationToken);
        Assert.That((await StatusAsync(worker, _source)).State, Is.EqualTo(ConnectorState.Stopped));
        Assert.That((await worker.Herder.GetConnectorAsync(_source, cancellationToken)).Tasks, Is.Empty);
        var offset = (await worker.Herder.GetOffsetsAsync(_source, cancellationToken)).Single();
        Assert.That(offset.Offset!["n"], Is.EqualTo(9L));

        await worker.Herder.AlterOffsetsAsync(
            _source, [new ConnectorOffset(offset.Partition, new Connect.Connectors.SourceOffset("n", 4L))], cancellationToken);
        await worker.Herder.ResumeConnectorAsync(_source, cancellationToken);
        await Eventually.Async(
            () => worker.Handles[_source].Committed.Count == 15, "five records are sent again", TimeSpan.FromSeconds(20), cancellationToken);
    }

    private static long NumberOf(Connect.Connectors.SinkRecord record) =>
        long.Parse(Encoding.UTF8.GetString((byte[])record.Value!).Split('-')[2], CultureInfo.InvariantCulture);

    private static async Task<ConnectorStatus> StatusAsync(TestWorker worker, string connector) =>
        await worker.Herder.GetConnectorStatusAsync(connector);

    private async Task<TestWorker> StartAsync()
    {
        if (kind == BrokerKind.Embedded)
            return await TestWorker.StartAsync($"embedded:{GetType().Name}", _offsets);
        var servers = kind == BrokerKind.Container ? await ContainerKafka.GetAsync() : (await TestBroker.GetRealAsync()).BootstrapServers;
        return await TestWorker.StartAsync(servers, _offsets);
    }

    private Dictionary<string, string?> SourceConfig(int messages, int tasks = 1) => new()
    {
        ["connector.class"] = typeof(MonitorableSource).FullName,
        ["topic"] = _topic,
        ["messages"] = $"{messages}",
        ["tasks"] = $"{tasks}",
        ["tasks.max"] = "4",
    };

    private Dictionary<string, string?> SinkConfig() => new()
    {
        ["connector.class"] = typeof(MonitorableSink).FullName,
        ["topics"] = _topic,
    };
}
