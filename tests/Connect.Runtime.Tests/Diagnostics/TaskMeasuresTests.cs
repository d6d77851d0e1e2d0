using System.Diagnostics.Metrics;
using Connect.Connectors;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Sinks;
using Connect.Runtime.Sources;
using Connect.Runtime.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Diagnostics;

/// <summary>The numbers of a task, and what they cost.</summary>
public sealed class TaskMeasuresTests
{
    private readonly ConnectMetrics _metrics = new(null);

    [TearDown]
    public void End() => _metrics.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void Recording_a_batch_allocates_nothing(bool isHeard)
    {
        using var listener = isHeard ? Listen(Deaf) : null;
        using var measures = new TaskMeasures(_metrics, new ConnectorTaskId("c", 0), "w:1");
        RecordAll(measures, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RecordAll(measures, 1000);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test, NonParallelizable]
    public void Tracing_counting_and_balancing_a_batch_allocates_nothing_without_a_listener()
    {
        var id = new ConnectorTaskId("c", 0);
        using var measures = new TaskMeasures(_metrics, id, "w:1");
        var source = (Stats: new SourceTaskStats(measures), Trace: new SourceTrace(id, Encoder(id), TimeProvider.System), Audit: new SourceAudit());
        var sink = (Stats: new SinkTaskStats(measures), Trace: new SinkTrace(id, TimeProvider.System));
        var batch = new ArraySegment<ConsumedRecord>(
            [.. Enumerable.Range(0, 100).Select(n => new ConsumedRecord("t", 0, n, 0, TimestampType.CreateTime, null, null, null))]);
        Work(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Work(1000);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Work(int batches)
        {
            for (var i = 0; i < batches; i++)
            {
                source.Trace.BeginPoll();
                source.Stats.RecordPoll(batch.Count, TimeSpan.FromMilliseconds(1));
                source.Audit.Polled(batch.Count);
                source.Trace.BeginBatch(batch.Count);
                for (var record = 0; record < batch.Count; record++)
                {
                    source.Trace.EndConversion(source.Trace.BeginConversion());
                    source.Audit.Acknowledged();
                }

                source.Trace.EndBatch();
                source.Audit.Balance(() => 0);

                sink.Trace.BeginWait();
                using var span = sink.Trace.StartBatch(batch);
                using var step = sink.Trace.StartStep("put", batch.Count);
                sink.Stats.RecordRead(batch.Count);
                sink.Stats.RecordPut(batch.Count, TimeSpan.FromMilliseconds(1));
            }
        }
    }

    [Test]
    public void Numbers_name_connector_task_and_worker_and_end_with_the_task()
    {
        var seen = new List<(string Name, double Value, string Tags)>();
        using var listener = Listen((name, value, tags) => seen.Add((name, value, tags)));
        using (var measures = new TaskMeasures(_metrics, new ConnectorTaskId("c", 3), "w:1"))
        {
            measures.Observe(Instruments.SourcePolled, () => 7);
            measures.Observe(Instruments.LastError, () => null);
            measures.Show(Instruments.TransformInfo, ("transform", "mask"));
            measures.Put(5, TimeSpan.FromSeconds(2));
            measures.Committed(TimeSpan.FromSeconds(1), succeeded: false);
            listener.RecordObservableInstruments();
        }

        listener.RecordObservableInstruments();
        const string Task = "connector=c, task=3, worker=w:1";
        Assert.That(seen, Is.EquivalentTo(new (string, double, string)[]
        {
            ("kafka.connect.source.records.polled", 7, Task),
            ("kafka.connect.transform.info", 1, Task + ", transform=mask"),
            ("kafka.connect.sink.put.duration", 2, Task),
            ("kafka.connect.task.batch.size", 5, Task),
            ("kafka.connect.task.offset.commit.duration", 1, Task + ", result=failure"),
        }));
    }

    [Test]
    public void Rebalances_are_timed_from_begin_to_end()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var seen = new List<(string Name, double Value, string Tags)>();
        using var listener = Listen((name, value, tags) => seen.Add((name, value, tags)));
        using var rebalances = new RebalanceMeasures(_metrics, "w:1", "sessioned", time);
        rebalances.Begin();
        listener.RecordObservableInstruments();
        Assert.That(seen, Does.Contain(("kafka.connect.worker.rebalancing", 1.0, "worker=w:1")));
        time.Advance(TimeSpan.FromSeconds(3));
        rebalances.End(12, "w:2");
        time.Advance(TimeSpan.FromSeconds(5));
        seen.RemoveAll(entry => entry.Name != "kafka.connect.worker.rebalance.duration");
        listener.RecordObservableInstruments();
        Assert.That(seen, Is.EquivalentTo(new (string, double, string)[]
        {
            ("kafka.connect.worker.rebalance.duration", 3, "worker=w:1"),
            ("kafka.connect.worker.rebalancing", 0, "worker=w:1"),
            ("kafka.connect.worker.epoch", 12, "worker=w:1"),
            ("kafka.connect.worker.rebalance.age", 5, "worker=w:1"),
            ("kafka.connect.worker.info", 1, "worker=w:1, kafka.connect.protocol=sessioned, kafka.connect.leader=w:2"),
        }));
    }

    private static void RecordAll(TaskMeasures measures, int times)
    {
        for (var i = 0; i < times; i++)
        {
            measures.Polled(500, TimeSpan.FromMilliseconds(3));
            measures.Put(500, TimeSpan.FromMilliseconds(3));
            measures.Committed(TimeSpan.FromMilliseconds(3), true);
            measures.TransactionCommitted(500);
        }
    }

    private MeterListener Listen(Action<string, double, string> told)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (_metrics.Owns(instrument.Meter))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Tell(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Tell(instrument.Name, value, tags));
        listener.Start();
        return listener;

        void Tell(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (!ReferenceEquals(told, Deaf))
                told(name, value, Text(tags));
        }
    }

    private static readonly Action<string, double, string> Deaf = (_, _, _) => { };

    private static SourceRecordEncoder Encoder(ConnectorTaskId id)
    {
        var converter = new BytesConverter();
        var context = new ProcessingContext(id);
        var retry = new RetryWithTolerance(
            new ErrorPolicy(), context, new ErrorReports([]), new ErrorCounts(TimeProvider.System), TimeProvider.System,
            NullLogger<RetryWithTolerance>.Instance);
        return new SourceRecordEncoder(
            new TransformChain([], retry), new ConverterSet(converter, "Bytes", converter, "Bytes", converter, "Bytes"), retry, context);
    }
}
