using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Runtime.Sources;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Connect.Runtime.Tests.Fakes;
using Connect.Runtime.Workers;
using Connect.Tests;
using Connect.Tests.Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Sources;

/// <summary>Runs exactly-once source tasks on a real broker, each start with a producer and stores of its own, as in another worker.</summary>
internal sealed class TransactionLab : IAsyncDisposable
{
    public static readonly SourcePartition Partition = new("file", "x");

    private readonly KafkaLab _kafka;
    private readonly Dictionary<string, string?> _worker;
    private readonly List<TransactionRun> _runs = [];

    private TransactionLab(KafkaLab kafka, string servers)
    {
        _kafka = kafka;
        var group = RandomNames.Group();
        _worker = new()
        {
            ["bootstrap.servers"] = servers,
            ["group.id"] = group,
            ["offset.storage.topic"] = group + "-offsets",
            ["offset.storage.partitions"] = "1",
            ["offset.storage.replication.factor"] = "1",
        };
        Id = new ConnectorTaskId(RandomNames.Connector(), 0);
    }

    public ConnectorTaskId Id { get; }

    public string Topic { get; private set; } = "";

    public string OffsetsTopic => _worker["offset.storage.topic"]!;

    public Dictionary<string, string?> Config { get; } = [];

    public TestLoggerFactory Log => _kafka.Logs;

    public static async Task<TransactionLab> StartAsync(params (string Key, string Value)[] config)
    {
        var lab = new TransactionLab(await KafkaLab.OnRealAsync(), (await TestBroker.GetRealAsync()).BootstrapServers);
        foreach (var (key, value) in config)
            lab.Config[key] = value;
        lab.Topic = await lab._kafka.CreateTopicAsync();
        await using var admin = lab._kafka.Admin();
        await new InternalTopics(admin, NullLogger<InternalTopics>.Instance).EnsureAsync(InternalTopic.Offsets(lab._worker), CancellationToken.None);
        return lab;
    }

    public SourceRecord Record(long n) => new(Partition, new SourceOffset("n", n), Topic, null, BitConverter.GetBytes(n));

    public async Task<TransactionRun> RunAsync(
        Func<ConnectRecord, ConnectRecord?>? transform = null, Func<string, Task>? fencing = null, ILease? lease = null)
    {
        var clients = (ILogClients)_kafka.Clients;
        var stores = new KafkaOffsetStores(clients, _worker, Log, isExactlyOnce: true);
        await stores.StartAsync(CancellationToken.None);
        var run = new TransactionRun(this, stores, (control, tell, task, threads) =>
            Create(stores, control, tell, task, threads, transform, fencing), lease);
        _runs.Add(run);
        return run;
    }

    /// <summary>The values of a topic that a reader of committed records sees.</summary>
    public async Task<IReadOnlyList<long>> CommittedAsync(string? topic = null) =>
        [.. (await ReadAsync(topic ?? Topic)).Select(record => BitConverter.ToInt64(record.Value!))];

    /// <summary>The records of a topic that a reader of committed records sees.</summary>
    public async Task<IReadOnlyList<LogRecord>> ReadAsync(string topic)
    {
        var records = new List<LogRecord>();
        await using var log = ((ILogClients)_kafka.Clients).CreateLog(topic, new InternalClientConfigs(_worker).Of("reader"));
        await log.StartAsync(records.Add, CancellationToken.None);
        return records;
    }

    public Task UntilCommittedAsync(long[] values, CancellationToken cancellationToken) =>
        Eventually.Async(async () => (await CommittedAsync()).SequenceEqual(values), $"{string.Join(", ", values)} are committed",
            cancellationToken: cancellationToken);

    public async Task<long?> StoredAsync(IOffsetStores stores)
    {
        var stored = await new ConnectorOffsets(Id.Connector, stores.For(Id.Connector, Config), NullLogger<ConnectorOffsets>.Instance)
            .ReadAllAsync(CancellationToken.None);
        return stored.TryGetValue(Partition, out var offset) ? (long?)offset["n"] : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs)
            await run.DisposeAsync();
        Assert.That(Log.Entries.Where(entry => entry.Event.Name == "OutOfBalance"), Is.Empty, "the records of the tasks balance");
        await _kafka.DisposeAsync();
    }

    private WorkerSourceTask Create(
        IOffsetStores stores, TaskControl control, Action<TaskState> tell, ISourceTask task, PluginThreads threads, Func<ConnectRecord,
            ConnectRecord?>? transform, Func<string, Task>? fencing)
    {
        var counts = new ErrorCounts(TimeProvider.System);
        var context = new ProcessingContext(Id);
        var reports = new ErrorReports([]);
        var retry = new RetryWithTolerance(new ErrorPolicy(), context, reports, counts, TimeProvider.System, Log.LoggerFor<RetryWithTolerance>());
        var chain = new TransformChain(transform is null ? [] : [new PredicatedTransform("f", "Filter", new FilterTransform(transform))], retry);
        var bytes = new BytesConverter();
        var client = new ClientConfigs(_worker)
            .TransactionalProducer(Id.Connector, Id.Task, Config, $"{_worker["group.id"]}-{Id.Connector}-{Id.Task}");
        var producer = _kafka.Clients.CreateTransactionalProducer(client, wantsMetadata: true);
        var records = new CommittedRecords(Id, (IRecordCommitListener)task, Log.LoggerFor<TransactionalDelivery>());
        var answers = new SourceDeliveries(Id, ErrorTolerance.None, records, reports, counts, NoTopicTracker.Instance, control.Interrupt,
            Log.LoggerFor<SourceDeliveries>());
        var store = stores.InTransactionsOf(Id.Connector, Config, producer);
        var offsets = new ConnectorOffsets(Id.Connector, store, Log.LoggerFor<ConnectorOffsets>());
        var settings = TransactionSettings.Read(Config, TimeSpan.FromSeconds(60));
        var transactions = settings.Boundary == TransactionBoundary.Connector ? new WorkerTransactionContext() : null;
        var delivery = new TransactionalDelivery(
            new TransactionalParts(
                Id,
                producer,
                answers,
                new SourceOffsetTracker<OutgoingRecord>(submitted => new OutgoingRecord(submitted, answers)),
                offsets,
                store,
                new OffsetWriter(Id, offsets, Log.LoggerFor<OffsetWriter>(), control.Cancelled),
                settings,
                _ => fencing?.Invoke("fence") ?? Task.CompletedTask,
                _ => fencing?.Invoke("verify") ?? Task.CompletedTask)
            {
                Context = transactions,
                Records = records,
                TransactionTimeout = client.Get(ClientConfigs.TransactionTimeout) ?? "60000",
            },
            control,
            TimeProvider.System,
            Log.LoggerFor<TransactionalDelivery>());
        var reader = new OffsetReader(offsets);
        var parts = new SourceTaskParts(
            Id, new PluginSourceTask(task, threads), threads,
                new WorkerSourceTaskContext(Id, new Dictionary<string, string?>(), reader, transactions), reader,
            new SourceRecordEncoder(chain, new ConverterSet(bytes, "Bytes", bytes, "Bytes", bytes, "Bytes"), retry, context), null, delivery, []);
        return new WorkerSourceTask(parts, control, tell, new SourceTaskStats(), TimeProvider.System, Log.LoggerFor<WorkerSourceTask>());
    }
}
