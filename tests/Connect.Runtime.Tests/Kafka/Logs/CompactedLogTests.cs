using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using Connect.Configuration;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Storage;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka.Logs;

public class CompactedLogTests
{
    private readonly ConcurrentQueue<string> _read = new();
    private readonly TestLoggerFactory _loggers = new();
    private Dictionary<string, string?> _worker = [];
    private KafkaClients _clients = null!;
    private IKafkaAdmin _admin = null!;

    [SetUp]
    public async Task SetUp()
    {
        var topic = RandomNames.Topic();
        _worker = new()
        {
            ["bootstrap.servers"] = (await TestBroker.GetRealAsync()).BootstrapServers,
            ["group.id"] = RandomNames.Group(),
            ["config.storage.topic"] = topic + "-configs",
            ["config.storage.replication.factor"] = "-1",
            ["config.storage.segment.ms"] = "7200000",
            ["config.storage.cleanup.policy"] = "delete",
            ["offset.storage.topic"] = topic + "-offsets",
            ["offset.storage.replication.factor"] = "1",
            ["offset.storage.partitions"] = "3",
        };
        _clients = new KafkaClients(_loggers, TimeProvider.System);
        _admin = _clients.CreateAdmin(new InternalClientConfigs(_worker).Admin());
    }

    [TearDown]
    public async Task TearDown()
    {
        await _admin.DisposeAsync();
        await _clients.DisposeAsync();
    }

    [Test, CancelAfter(60_000)]
    public async Task What_was_written_is_read_when_the_end_is_reached(CancellationToken cancellationToken)
    {
        var topic = await EnsureAsync(InternalTopic.Configs(_worker), cancellationToken);
        await using var log = await OpenAsync(topic, cancellationToken);
        await log.WriteAsync([Entry("a"), Entry("b")], cancellationToken);
        await log.ReadToEndAsync(cancellationToken);
        Assert.That(_read, Is.EqualTo(new[] { "a", "b" }));
        await using var again = await OpenAsync(topic, cancellationToken);
        Assert.That(_read, Is.EqualTo(new[] { "a", "b", "a", "b" }));
    }

    [Test, CancelAfter(60_000)]
    public async Task Topic_whose_first_records_are_gone_is_read_from_where_it_begins_now(CancellationToken cancellationToken)
    {
        // A topic that is only compacted does not let records be deleted.
        var topic = InternalTopic.Configs(_worker);
        await _admin.CreateTopicAsync(new NewTopic(topic.Name, 1, 1), cancellationToken);
        await using (var log = await OpenAsync(topic, cancellationToken))
            await log.WriteAsync([Entry("a"), Entry("b"), Entry("c")], cancellationToken);
        await RecordDeletion.DeleteAsync(_worker["bootstrap.servers"]!, topic.Name, 2);
        _read.Clear();

        await using var again = await OpenAsync(topic, cancellationToken);

        Assert.That(_read, Is.EqualTo(new[] { "c" }));
        await again.WriteAsync([Entry("d")], cancellationToken);
        await again.ReadToEndAsync(cancellationToken);
        Assert.That(_read, Is.EqualTo(new[] { "c", "d" }));
    }

    [Test, CancelAfter(60_000)]
    public async Task Logs_of_one_worker_share_their_administrator(CancellationToken cancellationToken)
    {
        var configs = await EnsureAsync(InternalTopic.Configs(_worker), cancellationToken);
        var offsets = await EnsureAsync(InternalTopic.Offsets(_worker), cancellationToken);
        await using (await OpenAsync(configs, cancellationToken))
        await using (var other = await OpenAsync(offsets, cancellationToken))
        {
            Assert.That(_clients.Connections.Select(connection => connection.ClientId), Has.One.EqualTo(_worker["group.id"] + "-shared-admin"));

            await _admin.DisposeAsync();
            await other.ReadToEndAsync(cancellationToken);
        }

        Assert.That(
            _clients.Connections.Select(connection => connection.ClientId), Has.None.EndWith("-shared-admin"), "the last one has closed it");
    }

    [Test, CancelAfter(60_000)]
    public async Task An_open_transaction_of_another_keeps_the_end_back_until_it_is_over(CancellationToken cancellationToken)
    {
        var topic = await EnsureAsync(InternalTopic.Configs(_worker), cancellationToken);
        await using var log = await OpenAsync(topic, cancellationToken);
        using var foreign = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
        {
            BootstrapServers = _worker["bootstrap.servers"],
            TransactionalId = RandomNames.Next("tx"),
            TransactionTimeoutMs = 30_000,
        }).Build();
        foreign.InitTransactions(TimeSpan.FromSeconds(20));
        foreign.BeginTransaction();
        await foreign.ProduceAsync(
            topic.Name, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes("foreign"), Value = [1] }, cancellationToken);
        await log.WriteAsync([Entry("mine")], cancellationToken);
        var reading = log.ReadToEndAsync(cancellationToken);
        await Assert.ThrowsAsync<TimeoutException>(
            () => reading.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken), "Nobody knows yet whether the foreign record counts.");
        foreign.CommitTransaction();
        await reading;
        Assert.That(_read, Is.EqualTo(new[] { "foreign", "mine" }));
    }

    [Test, CancelAfter(60_000)]
    public async Task Committed_records_are_read_at_their_places(CancellationToken cancellationToken)
    {
        var topic = await EnsureAsync(InternalTopic.Configs(_worker), cancellationToken);
        await using var log = await OpenAsync(topic, cancellationToken);
        await using var leader = _clients.ForCluster(MembershipConfig.Of(_worker)).CreateLeaderWriter();
        await leader.ClaimAsync(cancellationToken);
        var places = await new LeaderLogWriter(topic.Name, leader).WriteAsync([Entry("a"), Entry("b")], cancellationToken);
        await log.ReadToAsync(places, cancellationToken);
        Assert.That(_read, Is.EqualTo(new[] { "a", "b" }));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_place_that_the_topic_does_not_have_any_more_is_not_waited_for(CancellationToken cancellationToken)
    {
        var topic = await EnsureAsync(InternalTopic.Configs(_worker), cancellationToken);
        await using var log = await OpenAsync(topic, cancellationToken);
        await log.WriteAsync([Entry("a")], cancellationToken);
        await log.ReadToAsync([(new Connect.Connectors.TopicPartition(topic.Name, 0), 1000)], cancellationToken);
        Assert.That(_read, Is.EqualTo(new[] { "a" }));
    }

    [Test, CancelAfter(60_000)]
    public async Task The_config_topic_gets_Javas_settings_and_one_partition(CancellationToken cancellationToken)
    {
        var topic = await EnsureAsync(InternalTopic.Configs(_worker), cancellationToken);
        // The controller has created it; the broker that is asked may learn of it later.
        await Eventually.Async(
            async () => (await _admin.DescribeTopicsAsync([topic.Name], cancellationToken)).ContainsKey(topic.Name), "the broker knows the topic",
            cancellationToken: cancellationToken);
        var settings = await _admin.DescribeTopicConfigAsync(topic.Name, cancellationToken);
        Assert.That(settings["cleanup.policy"], Is.EqualTo("compact"));
        Assert.That(settings["segment.ms"], Is.EqualTo("7200000"));
        Assert.That((await _admin.DescribeTopicsAsync([topic.Name], cancellationToken))[topic.Name].Partitions, Is.EqualTo(1));
        Assert.That(
            _loggers.Entries.Select(entry => entry.Message),
            Has.Some.Contains("Ignoring 'config.storage.cleanup.policy=delete' setting, since compaction is always used"));
        await EnsureAsync(topic, cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_config_topic_of_several_partitions_is_refused_in_Javas_words(CancellationToken cancellationToken)
    {
        var topic = InternalTopic.Configs(_worker);
        await _admin.CreateTopicAsync(topic.ToNewTopic() with { Partitions = 2 }, cancellationToken);
        var refusal = await Assert.ThrowsAsync<ConfigException>(() => EnsureAsync(topic, cancellationToken));
        Assert.That(refusal!.Message, Is.EqualTo(
            $"Topic '{topic.Name}' supplied via the 'config.storage.topic' property is required to have a single partition in order to guarantee "
                + "consistency of connector configurations, but found 2 partitions."));
    }

    [Test, CancelAfter(60_000)]
    public async Task An_offset_topic_that_is_not_compacted_is_refused_in_Javas_words(CancellationToken cancellationToken)
    {
        var topic = InternalTopic.Offsets(_worker);
        await _admin.CreateTopicAsync(new NewTopic(topic.Name, 3, 1), cancellationToken);
        var refusal = await Assert.ThrowsAsync<ConfigException>(() => EnsureAsync(topic, cancellationToken));
        Assert.That(refusal!.Message, Does.StartWith(
            $"Topic '{topic.Name}' supplied via the 'offset.storage.topic' property is required to have 'cleanup.policy=compact' to guarantee "
                + "consistency and durability of source connector offsets"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Offsets_of_a_connector_with_its_own_topic_are_in_both(CancellationToken cancellationToken)
    {
        await EnsureAsync(InternalTopic.Offsets(_worker), cancellationToken);
        var own = RandomNames.Topic();
        OffsetEntry entry = new("""["c",{"a":1}]"""u8.ToArray(), """{"n":1}"""u8.ToArray());
        await using (var stores = new KafkaOffsetStores(_clients, _worker, _loggers))
        {
            await stores.StartAsync(cancellationToken);
            var store = stores.For("c", new Dictionary<string, string?> { ["offsets.storage.topic"] = own });
            await store.WriteAsync([entry], cancellationToken);
            Assert.That(await ValuesAsync(store, cancellationToken), Is.EqualTo(new[] { """{"n":1}""" }));
            Assert.That(
                await ValuesAsync(stores.For("c", new Dictionary<string, string?>()), cancellationToken), Is.EqualTo(new[] { """{"n":1}""" }));
            await store.WriteAsync([entry with { Value = null }], cancellationToken);
        }

        await using var later = new KafkaOffsetStores(_clients, _worker, _loggers);
        await later.StartAsync(cancellationToken);
        Assert.That(
            await ValuesAsync(later.For("c", new Dictionary<string, string?> { ["offsets.storage.topic"] = own }), cancellationToken),
            Is.EqualTo(new string?[] { null }));
        Assert.That((await _admin.DescribeTopicsAsync([own], cancellationToken))[own].Partitions, Is.EqualTo(3));
    }

    private static async Task<IEnumerable<string?>> ValuesAsync(IOffsetStore store, CancellationToken cancellationToken) =>
        (await store.ReadAsync("c", cancellationToken)).Select(found => found.Value is null ? null : Encoding.UTF8.GetString(found.Value));

    private static LogEntry Entry(string key) => new(Encoding.UTF8.GetBytes(key), "{}"u8.ToArray());

    private async Task<InternalTopic> EnsureAsync(InternalTopic topic, CancellationToken cancellationToken)
    {
        await new InternalTopics(_admin, _loggers.CreateLogger("test")).EnsureAsync(topic, cancellationToken);
        return topic;
    }

    private async Task<ICompactedLog> OpenAsync(InternalTopic topic, CancellationToken cancellationToken)
    {
        var log = _clients.CreateLog(topic.Name, new InternalClientConfigs(_worker).Of("configs"));
        await log.StartAsync(record => _read.Enqueue(Encoding.UTF8.GetString(record.Key!)), cancellationToken);
        return log;
    }
}
