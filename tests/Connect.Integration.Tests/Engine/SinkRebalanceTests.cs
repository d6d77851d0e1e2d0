using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Connect.Connectors;
using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Connectors;

namespace Connect.Integration.Tests.Engine;

/// <summary>The tasks of a sink share its partitions, and hand them on while records flow.</summary>
[Category("Broker")]
[CancelAfter(180_000)]
public sealed class SinkRebalanceTests
{
    private const int Records = 60_000;

    private readonly string _source = RandomNames.Next("source");
    private readonly string _sink = RandomNames.Next("sink");

    [Test]
    public async Task Tasks_that_come_and_go_neither_lose_nor_repeat_a_record(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 4);
        await using var worker = await TestWorker.StartAsync((await TestBroker.GetRealAsync()).BootstrapServers);
        var (source, sink) = (worker.Handles[_source], worker.Handles[_sink]);
        var misplaced = new ConcurrentQueue<SinkRecord>();
        sink.OnPut = (records, context, _) =>
        {
            var assignment = context.Assignment;
            foreach (var record in records.Where(record => !assignment.Contains(new TopicPartition(record.OriginalTopic, record.OriginalPartition))))
                misplaced.Enqueue(record);
            return Task.CompletedTask;
        };
        source.OnPoll = (_, token) => Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, token);
        await worker.Herder.CreateConnectorAsync(_sink, SinkConfig(topic, tasks: 1), null, cancellationToken);
        await Eventually.Async(() => Opened(sink, 0) > 0, "the task has partitions", TestTimeouts.Broker, cancellationToken);
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(topic), null, cancellationToken);

        foreach (var (part, tasks) in new[] { (1, 3), (2, 1), (3, 4), (4, 2) })
        {
            await ReceivedAsync(sink, Records * part / 6, cancellationToken);
            await worker.Herder.PutConnectorConfigAsync(_sink, SinkConfig(topic, tasks), cancellationToken);
        }

        await worker.Herder.RestartTaskAsync(new ConnectorTaskId(_sink, 1), cancellationToken);
        await ReceivedAsync(sink, Records, cancellationToken);

        Assert.That(misplaced, Is.Empty, "records of partitions that were closed");
        Assert.That(sink.Received.Select(NumberOf).Order(), Is.EqualTo(Enumerable.Range(0, Records)));
        foreach (var partition in sink.Received.GroupBy(record => record.Partition))
            Assert.That(partition.Select(record => record.Offset), Is.Ordered, $"partition {partition.Key}");
        var status = await worker.Herder.GetConnectorStatusAsync(_sink, cancellationToken);
        Assert.That(status.Tasks.Select(task => task.State), Is.EqualTo(new[] { TaskState.Running, TaskState.Running }));
    }

    private static int Opened(ConnectorHandle sink, int task) =>
        sink.Calls.Count(call => call.StartsWith($"task-{task}.open(", StringComparison.Ordinal) && !call.EndsWith("(0)", StringComparison.Ordinal));

    private static int NumberOf(SinkRecord record) =>
        int.Parse(Encoding.UTF8.GetString((byte[])record.Value!).Split('-')[2], CultureInfo.InvariantCulture);

    private static Task ReceivedAsync(ConnectorHandle sink, int count, CancellationToken cancellationToken) =>
        Eventually.Async(() => sink.Received.Count >= count, $"{count} records arrive", TestTimeouts.Broker, cancellationToken);

    private static Dictionary<string, string?> SourceConfig(string topic) => new()
    {
        ["connector.class"] = typeof(MonitorableSource).FullName,
        ["topic"] = topic,
        ["messages"] = $"{Records}",
        ["batch"] = "20",
    };

    private static Dictionary<string, string?> SinkConfig(string topic, int tasks) => new()
    {
        ["connector.class"] = typeof(MonitorableSink).FullName,
        ["topics"] = topic,
        ["tasks"] = $"{tasks}",
        ["tasks.max"] = "4",
    };
}
