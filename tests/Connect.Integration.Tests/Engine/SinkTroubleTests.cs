using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Connectors;
using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Connectors;

namespace Connect.Integration.Tests.Engine;

/// <summary>Sinks on a real broker whose tasks refuse or hang while their group rebalances.</summary>
[Category("Broker")]
[CancelAfter(240_000)]
public sealed class SinkTroubleTests
{
    private readonly ConcurrentDictionary<int, int> _seen = new();
    private readonly string _source = RandomNames.Next("source");
    private readonly string _sink = RandomNames.Next("sink");

    private string _servers = "";

    [SetUp]
    public async Task FindBroker() => _servers = (await TestBroker.GetRealAsync()).BootstrapServers;

    [Test]
    public async Task Rebalances_while_puts_are_refused_stop_no_partition(CancellationToken cancellationToken)
    {
        const int Records = 6000;
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 2);
        await using var first = await TestWorker.StartAsync(_servers);
        var refuses = true;
        first.Handles[_sink].OnPut = (records, context, _) =>
        {
            if (Volatile.Read(ref refuses) && records.Count > 0)
            {
                context.RetryBackoff = TimeSpan.FromMilliseconds(50);
                throw new RetriableConnectException("busy");
            }

            Note(records);
            return Task.CompletedTask;
        };
        first.Handles[_source].OnPoll = (sent, token) => sent < Records / 3 || _seen.Count > Records / 4
            ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, token);
        await first.Herder.CreateConnectorAsync(_sink, SinkConfig(topic), null, cancellationToken);
        await first.Herder.CreateConnectorAsync(_source, SourceConfig(topic, Records), null, cancellationToken);
        await MembersAsync(1, cancellationToken);

        await using (var second = await TestWorker.StartAsync(_servers))
        {
            second.Handles[_sink].OnPut = (records, _, _) =>
            {
                Note(records);
                return Task.CompletedTask;
            };
            await second.Herder.CreateConnectorAsync(_sink, SinkConfig(topic), null, cancellationToken);
            await MembersAsync(2, cancellationToken);
        }

        await MembersAsync(1, cancellationToken);
        Volatile.Write(ref refuses, false);
        await ReceivedAsync(Records, cancellationToken);
    }

    [Test]
    public async Task Task_that_was_given_up_while_its_put_hangs_leaves_its_partitions_to_the_next_one(CancellationToken cancellationToken)
    {
        const int Records = 800;
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(partitions: 2);
        await using var worker = await TestWorker.StartAsync(_servers, null, ("task.shutdown.graceful.timeout.ms", "500"));
        var putting = new TaskCompletionSource();
        var forever = new TaskCompletionSource();
        worker.Handles[_sink].OnPut = async (records, _, _) =>
        {
            if (records.Count > 0 && putting.TrySetResult())
                await forever.Task;
            Note(records);
        };
        worker.Handles[_source].OnPoll = (sent, token) => sent < Records / 2 || putting.Task.IsCompleted
            ? Task.CompletedTask : putting.Task.WaitAsync(token);
        await worker.Herder.CreateConnectorAsync(_sink, SinkConfig(topic), null, cancellationToken);
        await worker.Herder.CreateConnectorAsync(_source, SourceConfig(topic, Records), null, cancellationToken);
        await putting.Task.WaitAsync(cancellationToken);

        await worker.Herder.RestartTaskAsync(new ConnectorTaskId(_sink, 0), cancellationToken);

        await ReceivedAsync(Records, cancellationToken);
        await MembersAsync(1, cancellationToken);
        forever.SetResult();
    }

    private static Dictionary<string, string?> SourceConfig(string topic, int records) => new()
    {
        ["connector.class"] = typeof(MonitorableSource).FullName,
        ["topic"] = topic,
        ["messages"] = $"{records}",
        ["batch"] = "20",
    };

    private static Dictionary<string, string?> SinkConfig(string topic) => new()
    {
        ["connector.class"] = typeof(MonitorableSink).FullName,
        ["topics"] = topic,
        ["consumer.override.heartbeat.interval.ms"] = "200",
    };

    private void Note(IReadOnlyList<SinkRecord> records)
    {
        foreach (var record in records)
            _seen.AddOrUpdate(
                int.Parse(Encoding.UTF8.GetString((byte[])record.Value!).Split('-')[2], CultureInfo.InvariantCulture), 1, (_, count) => count + 1);
    }

    private Task ReceivedAsync(int count, CancellationToken cancellationToken) =>
        Eventually.Async(() => _seen.Count == count, $"{count} records arrive", TestTimeouts.Broker, cancellationToken);

    private async Task MembersAsync(int count, CancellationToken cancellationToken)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _servers }).Build();
        await Eventually.Async(
            async () =>
            {
                try
                {
                    var group = (await admin.DescribeConsumerGroupsAsync([$"connect-{_sink}"])).ConsumerGroupDescriptions[0];
                    return group.State == ConsumerGroupState.Stable && group.Members.Count == count;
                }
                catch (KafkaException)
                {
                    return false;
                }
            },
            $"the group has {count} members",
            TestTimeouts.Broker,
            cancellationToken);
    }
}
