using System.Globalization;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Detects records that Kafka does not accept although it is reachable, and reports why in the log and the task's status: the topic does not
/// exist, or has no leader.</summary>
/// <remarks>A background loop checks every five seconds. It queries Kafka only when records have waited that long. Kafka Connect reports nothing in
/// this case.</remarks>
/// <param name="task">The task.</param>
/// <param name="tracker">Knows which records wait.</param>
/// <param name="producer">The task's producer.</param>
/// <param name="createAdmin">Creates the admin client that describes topics.</param>
/// <param name="trouble">Shows the problem in the task's status.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class DeliveryWatch(
    ConnectorTaskId task,
    SourceOffsetTracker<OutgoingRecord> tracker,
    IRecordProducer producer,
    Func<IKafkaAdmin> createAdmin,
    TaskTrouble trouble,
    TimeProvider time,
    ILogger<DeliveryWatch> logger) : IAsyncDisposable
{
    /// <summary>How long a record may wait before its topic is looked up.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long a record for an existing topic may wait before it is reported.</summary>
    internal static readonly TimeSpan ReportDelay = TimeSpan.FromSeconds(30);

    private readonly TopicProbe _probe = new(Interval, createAdmin, time);
    private DateTimeOffset? _since;
    private bool _isReported;

    /// <summary>Starts the background loop.</summary>
    public void Start() => _probe.Start(LookAsync, (level, e) => Log.NotDescribed(logger, level, task, e));

    /// <summary>Stops without waiting, because the task was abandoned.</summary>
    public void Abandon()
    {
        trouble.Close();
        _probe.Abandon();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Abandon();
        return _probe.DisposeAsync();
    }

    private async Task LookAsync()
    {
        tracker.Advance();
        var topics = tracker.FindStuck().Select(delivery => delivery.Topic).Where(topic => topic.Length > 0).ToHashSet(StringComparer.Ordinal);
        if (topics.Count == 0 || !producer.Connection.IsUp)
        {
            // An unreachable broker is reported elsewhere.
            await EndAsync().ConfigureAwait(false);
            return;
        }

        _since ??= time.GetUtcNow() - Interval;
        if (await FindMissingAsync(topics).ConfigureAwait(false) is { Count: > 0 } missing)
            ReportMissing(missing);
        else if (time.GetUtcNow() - _since >= ReportDelay)
            ReportWaiting(topics);
    }

    private async Task<IReadOnlyList<string>> FindMissingAsync(HashSet<string> topics)
    {
        try
        {
            var existing = await _probe.DescribeAsync(topics).ConfigureAwait(false);
            return existing is null ? [] : [.. topics.Where(topic => !existing.ContainsKey(topic)).Order(StringComparer.Ordinal)];
        }
        catch (ConnectException e)
        {
            // The task may have permission to write to the topic but not to describe it. Then only the waiting records are reported.
            Log.NotDescribed(logger, LogLevel.Debug, task, e);
            return [];
        }
    }

    private void ReportMissing(IReadOnlyList<string> missing)
    {
        var names = string.Join(", ", missing.Select(topic => $"'{topic}'"));
        trouble.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{(missing.Count == 1 ? $"Topic {names} does not exist" : $"Topics {names} do not exist")} and the broker does not create topics "
                + $"automatically. Records wait since {SinceText}; {producer.Outstanding} are not acknowledged. "
                + $"Nothing is lost, and the task continues automatically. {Remedy}"));
        if (!_isReported)
            Log.TopicMissing(logger, task, names, Remedy);
        _isReported = true;
    }

    private void ReportWaiting(HashSet<string> topics)
    {
        var names = string.Join(", ", topics.Order(StringComparer.Ordinal).Select(topic => $"'{topic}'"));
        trouble.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"Kafka is reachable but has not acknowledged records for {names} since {SinceText}; {producer.Outstanding} records wait. Nothing is "
                + $"lost, and the task continues automatically. {WaitingRemedy}"));
        if (!_isReported)
            Log.RecordsWait(logger, task, names, (long)(time.GetUtcNow() - _since!.Value).TotalSeconds, WaitingRemedy);
        _isReported = true;
    }

    private async Task EndAsync()
    {
        if (_since is not { } since)
            return;
        if (_isReported && producer.Connection.IsUp)
            Log.RecordsAccepted(logger, task, (long)(time.GetUtcNow() - since).TotalSeconds);
        (_since, _isReported) = (null, false);
        trouble.Show(null);
        await _probe.CloseAdminAsync().ConfigureAwait(false);
    }

    private string SinceText => _since!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private const string Remedy =
        "Create the topic, or let the connector create it: topic.creation.default.partitions and topic.creation.default.replication.factor.";

    private const string WaitingRemedy =
        "Check that each partition of the topic has a leader and at least min.insync.replicas in-sync replicas (kafka-topics.sh --describe), and "
            + "check the client's quotas.";
}
