using System.Collections.Concurrent;
using System.Diagnostics;
using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Connectors;

namespace Connect.Integration.Tests.Engine;

/// <summary>The spans of a source and a sink on a real broker.</summary>
[Category("Broker")]
[CancelAfter(120_000)]
[NonParallelizable]
public sealed class TraceTests
{
    private readonly string _source = RandomNames.Next("source");
    private readonly string _sink = RandomNames.Next("sink");
    private readonly ConcurrentQueue<Activity> _spans = new();

    [TestCase(ActivitySamplingResult.AllDataAndRecorded)]
    [TestCase(ActivitySamplingResult.PropagationData)]
    public async Task Sinks_spans_link_to_those_in_which_a_source_wrote_the_records(
        ActivitySamplingResult sampling, CancellationToken cancellationToken)
    {
        const int Records = 50;
        var servers = (await TestBroker.GetRealAsync()).BootstrapServers;
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 1);
        await using var worker = await TestWorker.StartAsync(servers);
        using var listener = Listen(sampling);
        await worker.Herder.CreateConnectorAsync(
            _source, Config<MonitorableSource>(("topic", topic), ("messages", $"{Records}")), null, cancellationToken);
        await worker.Herder.CreateConnectorAsync(
            _sink, Config<MonitorableSink>(("topics", topic), ("consumer.override.auto.offset.reset", "earliest")), null, cancellationToken);
        await Eventually.Async(
            () => worker.Handles[_sink].Received.Count == Records, "everything arrives", TimeSpan.FromSeconds(30), cancellationToken);
        var headers = worker.Handles[_sink].Received.Select(record => record.Headers.LastOrDefault(header => header.Key == "traceparent")?.Value)
            .ToArray();
        if (sampling != ActivitySamplingResult.AllDataAndRecorded)
        {
            Assert.That(headers, Has.All.Null, "only what is recorded is written");
            return;
        }

        await Eventually.Async(
            () => SpansOf(_sink, "commit").Length > 0
                && SpansOf(_source, "commit").Length > 0, "offsets are committed", TimeSpan.FromSeconds(30), cancellationToken);
        var sends = SpansOf(_source, "send").Select(span => span.SpanId).ToHashSet();
        var batches = SpansOf(_sink, "process");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(headers, Has.All.Not.Null);
            Assert.That(SpansOf(_source, "process"), Has.Length.EqualTo(sends.Count).And.Length.EqualTo(Records / 10));
            Assert.That(batches.SelectMany(span => span.Links).Select(link => link.Context.SpanId).ToHashSet(), Is.EquivalentTo(sends));
            foreach (var (connector,
                child) in new[] { (_source, "poll"), (_source, "convert"), (_source, "send"), (_sink, "receive"), (_sink, "convert"),
                    (_sink, "put") })
            {
                var parents = SpansOf(connector, "process").Select(span => span.SpanId).ToHashSet();
                Assert.That(SpansOf(connector, child).Select(span => parents.Contains(span.ParentSpanId)), Is.Not.Empty.And.All.True, child);
            }

            Assert.That(batches.Sum(span => (int)span.GetTagItem("messaging.batch.message_count")!), Is.EqualTo(Records));
            Assert.That(batches[0].GetTagItem("messaging.destination.name"), Is.EqualTo(topic));
            Assert.That(SpansOf(_sink, "commit").Select(span => span.ParentSpanId.ToHexString()), Has.All.EqualTo("0000000000000000"));
        }
    }

    private static Dictionary<string, string?> Config<T>(params (string Key, string Value)[] settings)
    {
        var config = new Dictionary<string, string?> { ["connector.class"] = typeof(T).FullName, ["tasks.max"] = "1" };
        foreach (var (key, value) in settings)
            config[key] = value;
        return config;
    }

    private Activity[] SpansOf(string connector, string operation) => [.. _spans.Where(span => span.DisplayName == $"{operation} {connector}")];

    private ActivityListener Listen(ActivitySamplingResult sampling)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConnectActivitySource.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampling,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
