using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Native;

namespace Connect.Tests.Brokers;

/// <summary>Clients for tests, on one broker.</summary>
internal sealed class KafkaLab : IAsyncDisposable
{
    private static readonly Dictionary<string, string?> NoConfig = [];
    private readonly ClientConfigs _configs;
    private readonly Dictionary<string, string?> _worker;

    public KafkaLab(string bootstrapServers, Dictionary<string, string?>? worker = null, bool isManaged = false, int clientsPerSettings = 1)
    {
        _worker = new(worker ?? []) { ["bootstrap.servers"] = bootstrapServers };
        _configs = new ClientConfigs(_worker);
        Clients = new KafkaClients(Logs, TimeProvider.System, isManaged ? null : NativeClientApi.Instance, clientsPerSettings);
    }

    public TestLoggerFactory Logs { get; } = new();

    public IKafkaClients Clients { get; }

    /// <summary>Clients on the broker that the tests share.</summary>
    /// <param name="worker">The worker's properties.</param>
    /// <param name="isManaged">Whether all clients are Confluent.Kafka's, as where the native library lacks a function.</param>
    public static async Task<KafkaLab> OnSharedAsync(Dictionary<string, string?>? worker = null, bool isManaged = false) =>
        new((await TestBroker.GetAsync()).BootstrapServers, worker, isManaged);

    /// <summary>The same, on Apache Kafka only.</summary>
    /// <inheritdoc cref="OnSharedAsync"/>
    public static async Task<KafkaLab> OnRealAsync(Dictionary<string, string?>? worker = null, bool isManaged = false) =>
        new((await TestBroker.GetRealAsync()).BootstrapServers, worker, isManaged);

    public IRecordProducer Producer(bool wantsMetadata = false, Dictionary<string, string?>? config = null)
        => Clients.CreateProducer(_configs.SourceProducer(RandomNames.Connector(), 0, config ?? NoConfig), wantsMetadata);

    public ISinkConsumer Consumer(string connector, TopicSelection topics, int task = 0, Dictionary<string, string?>? config = null)
        => Clients.CreateSinkConsumer(_configs.SinkConsumer(connector, task, config ?? NoConfig), topics);

    public IKafkaAdmin Admin(Dictionary<string, string?>? config = null)
        => Clients.CreateAdmin(_configs.TaskAdmin(RandomNames.Connector(), 0, config ?? NoConfig));

    /// <summary>Creates a topic of a random name.</summary>
    public async Task<string> CreateTopicAsync(int partitions = 1, Dictionary<string, string>? settings = null)
    {
        var topic = RandomNames.Topic();
        await CreateTopicAsync(topic, partitions, settings);
        return topic;
    }

    /// <summary>Creates a topic.</summary>
    public async Task CreateTopicAsync(string topic, int partitions, Dictionary<string, string>? settings = null)
    {
        await using var admin = Admin();
        await admin.CreateTopicAsync(new NewTopic(topic, partitions, 1, settings), CancellationToken.None);
    }

    /// <summary>Writes records <c>0</c>, <c>1</c>, … to one partition and waits until they are there.</summary>
    public async Task ProduceAsync(string topic, int count, int partition = 0, int first = 0, CancellationToken cancellationToken = default)
    {
        await using var producer = Producer();
        for (var i = first; i < first + count; i++)
        {
            var delivery = new TestDelivery();
            while (!producer.TryProduce(new ProducerRecord(topic, partition, null, TestRecords.Bytes(i), null, null), delivery))
                await producer.WaitForRoomAsync(cancellationToken);
        }

        await producer.WaitForDeliveriesAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => Clients.DisposeAsync();
}
