using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>The stores in Kafka of a standalone worker with exactly-once sources: offsets and task counts.</summary>
internal sealed class ExactlyOnceStores
{
    private const string FileKeys = "offset.storage.file.";

    private readonly InternalTopic _topic;
    private readonly InternalClientConfigs _clients;
    private readonly ILogClients _logs;
    private readonly ILoggerFactory _loggers;

    /// <summary>Creates the stores. They connect in <see cref="PrepareAsync"/>.</summary>
    /// <param name="setup">The worker's parts.</param>
    /// <param name="worker">The worker's properties, with variables resolved.</param>
    public ExactlyOnceStores(WorkerSetup setup, IReadOnlyDictionary<string, string?> worker)
    {
        _logs = (ILogClients)setup.Clients;
        _loggers = setup.Loggers;
        GroupId = worker[DistributedKeys.GroupId]!;
        var named = worker.Where(entry => !entry.Key.StartsWith(FileKeys, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(worker.GetValueOrDefault(DistributedKeys.OffsetStorageTopic)))
            named[DistributedKeys.OffsetStorageTopic] = GroupId + "-offsets";
        _topic = InternalTopic.Offsets(named);
        _clients = new InternalClientConfigs(named);
        Offsets = new KafkaOffsetStores(_logs, named, _loggers, isExactlyOnce: true);
        Counts = new TaskCountLog(_logs.CreateLog(_topic.Name, _clients.Of("task-counts")));
    }

    /// <summary>The worker's <c>group.id</c>, which identifies it.</summary>
    public string GroupId { get; }

    /// <summary>The offset stores.</summary>
    public KafkaOffsetStores Offsets { get; }

    /// <summary>The number of tasks that each connector had.</summary>
    public TaskCountLog Counts { get; }

    /// <summary>Creates the topic if it does not exist, and reads the task counts.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">The topic cannot be created or read; the worker does not start.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var admin = _logs.CreateAdmin(_clients.Admin());
        await using (admin.ConfigureAwait(false))
            await new InternalTopics(admin, _loggers.CreateLogger<InternalTopics>()).EnsureAsync(_topic, cancellationToken).ConfigureAwait(false);
        await Counts.StartAsync(cancellationToken).ConfigureAwait(false);
    }
}
