using Connect.Connectors;
using Connect.Runtime.Herding;
using Connect.Runtime.Tasks;
using Connect.Runtime.Tests.Sources;
using Connect.Tests;
using Connect.Tests.Connectors;

namespace Connect.Runtime.Tests.Herding;

/// <summary>Connectors that stop by themselves (<c>run.to.end</c>).</summary>
[CancelAfter(60_000)]
public sealed class RunToEndTests
{
    private readonly string _topic = RandomNames.Topic();
    private TestWorker _worker = null!;

    [SetUp]
    public async Task StartWorker() => _worker = await TestWorker.StartAsync($"embedded:{RandomNames.Topic()}");

    [TearDown]
    public async Task StopWorker() => await _worker.DisposeAsync();

    [Test]
    public async Task Source_without_more_records_and_sink_at_the_end_of_its_topic_are_STOPPED_and_finished(CancellationToken cancellationToken)
    {
        var (source, sink) = (RandomNames.Connector(), RandomNames.Connector());
        await CreateAsync(source, typeof(MonitorableSource), ("topic", _topic), ("messages", "25"));
        await HasFinishedAsync(source, cancellationToken);
        Assert.That(await OffsetsAsync(source), Is.EqualTo(new[] { 24L }), "the offset of the last record is stored");

        await CreateAsync(sink, typeof(MonitorableSink), ("topics", _topic));
        await HasFinishedAsync(sink, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_worker.Handles[sink].Received, Has.Count.EqualTo(25));
            Assert.That((await OffsetsAsync(sink)).Sum(), Is.EqualTo(25), "everything is committed");
            Assert.That((await _worker.Herder.GetConnectorStatusAsync(sink, cancellationToken)).Tasks, Is.Empty);
        }

        // Resumed, it processes what has come since.
        await CreateAsync(RandomNames.Connector(), typeof(MonitorableSource), ("topic", _topic), ("messages", "5"));
        await Eventually.Async(
            async () => (await _worker.Herder.GetConnectorsAsync(cancellationToken)).Count == 3
                && (await Task.WhenAll((await _worker.Herder.GetConnectorsAsync(cancellationToken)).Select(StateAsync)))
                .All(state => state == ConnectorState.Stopped),
            "all have finished",
            cancellationToken: cancellationToken);
        await _worker.Herder.ResumeConnectorAsync(sink, cancellationToken);
        await Eventually.Async(() => _worker.Handles[sink].Received.Count == 30, "the new records are taken", cancellationToken: cancellationToken);
        await HasFinishedAsync(sink, cancellationToken);
    }

    [Test]
    public async Task Sink_of_an_empty_topic_finishes(CancellationToken cancellationToken)
    {
        var name = RandomNames.Connector();
        await CreateAsync(name, typeof(MonitorableSink), ("topics", _topic));
        await HasFinishedAsync(name, cancellationToken);
        Assert.That(_worker.Handles[name].Received, Is.Empty);
    }

    [Test]
    public async Task Connector_without_tasks_finishes_and_runs_the_tasks_that_it_has_later(CancellationToken cancellationToken)
    {
        var name = RandomNames.Connector();
        await CreateAsync(name, typeof(MonitorableSource), ("topic", _topic), ("tasks", "0"));
        await HasFinishedAsync(name, cancellationToken);

        await _worker.Herder.ResumeConnectorAsync(name, cancellationToken);
        await HasFinishedAsync(name, cancellationToken);

        await _worker.Herder.PatchConnectorConfigAsync(
            name, new Dictionary<string, string?> { ["tasks"] = "2", ["tasks.max"] = "2", ["messages"] = "5" }, cancellationToken);
        await _worker.Herder.ResumeConnectorAsync(name, cancellationToken);
        await Eventually.Async(() => _worker.Handles[name].Sent.Count == 10, "both tasks run", cancellationToken: cancellationToken);
        await HasFinishedAsync(name, cancellationToken);
    }

    [Test]
    public async Task Source_that_signals_its_end_is_polled_again_where_run_to_end_is_off(CancellationToken cancellationToken)
    {
        await using var harness = SourceTaskHarness.Start(new SourceTaskHarness());
        await harness.UntilAsync(TaskState.Running, cancellationToken);
        harness.Task.Context!.SignalEnd();
        harness.Task.Return(SourceTaskHarness.Record(1));
        harness.Task.Return(SourceTaskHarness.Record(2));
        await harness.UntilStoredAsync(2, cancellationToken);
    }

    [Test]
    public async Task Regular_expression_of_topics_is_refused(CancellationToken cancellationToken)
    {
        var found = await _worker.Herder.ValidateConnectorConfigAsync(
            new Dictionary<string, string?>
            {
                ["name"] = "s",
                ["connector.class"] = typeof(MonitorableSink).FullName,
                ["topics.regex"] = "t.*",
                ["run.to.end"] = "true",
            },
            cancellationToken);
        Assert.That(
            found.Configs.Single(entry => entry.Definition!.Name == "run.to.end").Value.Errors, Has.One.Contains("use topics instead"));
    }

    [Test]
    public void Note_of_a_finished_task_is_read_as_it_was_written()
    {
        TopicPartition[] partitions = [new("a.b", 1), new("a.b", 0)];
        using (Assert.EnterMultipleScope())
        {
            var sink = FinishedNote.Parse(FinishedNote.OfSink(7, 3, partitions))!;
            Assert.That((sink.Generation, sink.Total), Is.EqualTo((7L, (int?)3)));
            Assert.That(sink.Partitions, Is.EqualTo(new[] { "a.b-0", "a.b-1" }));
            Assert.That(FinishedNote.Parse(FinishedNote.OfSink(7, 3, []))!.Partitions, Is.Empty);
            var source = FinishedNote.Parse(FinishedNote.OfSource(8))!;
            Assert.That((source.Generation, source.Total), Is.EqualTo((8L, (int?)null)));
            Assert.That(FinishedNote.Parse("Finished: something else"), Is.Null);
        }
    }

    private async Task<ConnectorState> StateAsync(string name)
    {
        try
        {
            return (await _worker.Herder.GetConnectorStatusAsync(name)).State;
        }
        catch (ConnectorNotFoundException)
        {
            return ConnectorState.Unassigned;
        }
    }

    private Task HasFinishedAsync(string name, CancellationToken cancellationToken) => Eventually.Async(
        async () => await StateAsync(name) == ConnectorState.Stopped
            && (await _worker.Herder.GetConnectorStatusAsync(name, cancellationToken)).Trace == FinishedConnectors.Note,
        $"{name} has finished",
        cancellationToken: cancellationToken);

    private async Task<IReadOnlyList<long>> OffsetsAsync(string name) =>
        [.. (await _worker.Herder.GetOffsetsAsync(name)).Select(entry => (long)entry.Offset!.Values.Single()!)];

    private Task CreateAsync(string name, Type type, params (string Key, string Value)[] settings)
    {
        var config = new Dictionary<string, string?> { ["connector.class"] = type.FullName, ["run.to.end"] = "true" };
        foreach (var (key, value) in settings)
            config[key] = value;
        return _worker.Herder.CreateConnectorAsync(name, config);
    }
}
