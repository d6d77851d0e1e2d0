using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Connectors;

namespace Connect.Integration.Tests.Engine;

/// <summary>What the meter says of a source and a sink on a real broker.</summary>
[Category("Broker")]
[CancelAfter(120_000)]
public sealed class MetricsTests
{
    private readonly string _source = RandomNames.Next("source");
    private readonly string _sink = RandomNames.Next("sink");
    private readonly ConcurrentDictionary<string, double> _values = new();

    [Test]
    public async Task Records_are_counted_from_poll_to_put_and_lag_is_there_a_partition(CancellationToken cancellationToken)
    {
        const int Records = 2000;
        var servers = (await TestBroker.GetRealAsync()).BootstrapServers;
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 2);
        using var listener = Listen();
        await using var worker = await TestWorker.StartAsync(servers);
        var puts = new SemaphoreSlim(0);
        worker.Handles[_sink].OnPut = (records, _, token) => records.Count == 0 ? Task.CompletedTask : puts.WaitAsync(token);
        await worker.Herder.CreateConnectorAsync(
            _source, Config(nameof(MonitorableSource), ("topic", topic), ("messages", $"{Records}")), null, cancellationToken);
        await UntilAsync(listener, $"kafka.connect.source.records.written {_source} 0", Records, cancellationToken);
        await worker.Herder.CreateConnectorAsync(
            _sink, Config(nameof(MonitorableSink), ("topics", topic), ("consumer.override.auto.offset.reset", "earliest")), null, cancellationToken);
        await UntilAsync(listener, $"kafka.connect.sink.partitions {_sink} 0", 2, cancellationToken);

        // The first put waits: nothing is taken, and the lag of both partitions together is everything.
        await Eventually.Async(
            () =>
            {
                listener.RecordObservableInstruments();
                return LagOf(0) + LagOf(1) == Records;
            },
            "the lag is everything", TimeSpan.FromSeconds(30), cancellationToken);
        puts.Release(Records);
        await UntilAsync(listener, $"kafka.connect.sink.records.sent {_sink} 0", Records, cancellationToken);
        listener.RecordObservableInstruments();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(LagOf(0) + LagOf(1), Is.Zero);
            Assert.That(ValueOf($"kafka.connect.source.records.polled {_source} 0"), Is.EqualTo(Records));
            Assert.That(ValueOf($"kafka.connect.sink.records.read {_sink} 0"), Is.EqualTo(Records));
            Assert.That(ValueOf($"kafka.connect.task.state {_sink} 0 running"), Is.EqualTo(1));
            Assert.That(ValueOf($"kafka.connect.worker.tasks {_source} running"), Is.EqualTo(1));
            Assert.That(ValueOf($"kafka.connect.worker.task.startups {_source} success"), Is.EqualTo(1));
            Assert.That(ValueOf($"kafka.connect.worker.connector.startups {_sink} success"), Is.EqualTo(1));
            Assert.That(ValueOf($"kafka.connect.sink.put.duration {_sink} 0"), Is.Positive);
            Assert.That(ValueOf($"kafka.connect.source.poll.duration {_source} 0"), Is.Positive);
        }

        await worker.Herder.DeleteConnectorAsync(_source, cancellationToken);
        _values.Clear();
        listener.RecordObservableInstruments();
        Assert.That(
            _values.Keys.Where(key => key.Contains(_source, StringComparison.Ordinal)), Is.Empty, "nothing is told of a connector that is deleted");
    }

    private static Dictionary<string, string?> Config(string className, params (string Key, string Value)[] settings)
    {
        var config = new Dictionary<string, string?> { ["connector.class"] = $"Connect.Tests.Connectors.{className}", ["tasks.max"] = "1" };
        foreach (var (key, value) in settings)
            config[key] = value;
        return config;
    }

    private double LagOf(int partition) =>
        _values.Where(
            entry => entry.Key.StartsWith($"kafka.connect.sink.partition.lag {_sink} 0 ", StringComparison.Ordinal)
                && entry.Key.EndsWith($" {partition}", StringComparison.Ordinal)).Sum(entry => entry.Value);

    private double ValueOf(string key) => _values.GetValueOrDefault(key, double.NaN);

    private Task UntilAsync(MeterListener listener, string key, double value, CancellationToken cancellationToken) => Eventually.Async(
        () =>
        {
            listener.RecordObservableInstruments();
            return ValueOf(key) == value;
        },
        $"{key} is {value}", TimeSpan.FromSeconds(30), cancellationToken);

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ConnectMeter.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        return listener;
    }

    /// <summary>Keeps the last value of what is observed, and adds up what is written.</summary>
    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = string.Join(' ', tags.ToArray().Where(tag => tag.Key != "worker").Select(tag => $"{tag.Value}").Prepend(instrument.Name));
        _values.AddOrUpdate(key, value, (_, before) => instrument.IsObservable ? value : before + value);
    }
}
