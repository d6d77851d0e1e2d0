using System.Globalization;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>Checks whether the topics of a sink exist and the task has partitions of them, and reports missing ones in the log and the task's status.
/// Kafka Connect reports nothing in this case.</summary>
/// <remarks>A background loop checks every ten seconds. It queries Kafka only while the task lacks partitions of a topic, and once a minute if other
/// tasks own them.</remarks>
/// <param name="task">The task.</param>
/// <param name="group">Its consumer group.</param>
/// <param name="topics">The topics that it reads.</param>
/// <param name="tracker">Knows the assigned partitions.</param>
/// <param name="consumer">The task's consumer.</param>
/// <param name="createAdmin">Creates the admin client that describes topics.</param>
/// <param name="missing">Reports missing topics.</param>
/// <param name="idle">Reports that the task has no partitions.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class TopicWatch(
    ConnectorTaskId task,
    string group,
    TopicSelection topics,
    SinkOffsetTracker tracker,
    ISinkConsumer consumer,
    Func<IKafkaAdmin> createAdmin,
    TaskTrouble missing,
    TaskTrouble idle,
    TimeProvider time,
    ILogger<TopicWatch> logger) : IAsyncDisposable
{
    /// <summary>How long a topic or partition may be missing before Kafka is queried, and the interval between two queries.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongInterval = TimeSpan.FromMinutes(1);

    private readonly TopicProbe _probe = new(Interval, createAdmin, time);
    private DateTimeOffset? _since;
    private long? _asked;
    private bool _isMissingReported;
    private bool _isIdleReported;

    /// <summary>Starts the background loop.</summary>
    public void Start() => _probe.Start(LookAsync, (level, e) => Log.NotDescribed(logger, level, task, e));

    /// <summary>Stops without waiting, because the task was abandoned.</summary>
    public void Abandon()
    {
        missing.Close();
        idle.Close();
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
        var assigned = tracker.TakenNow.Select(taken => taken.Partition.Topic).ToHashSet(StringComparer.Ordinal);
        string[] lacking = [.. topics.Names.Where(topic => !assigned.Contains(topic))];
        var isWithout = assigned.Count == 0;

        // An unreachable broker is reported elsewhere.
        if ((lacking.Length == 0 && !isWithout) || !consumer.Connection.IsUp)
        {
            await EndAsync().ConfigureAwait(false);
            return;
        }

        if (_asked is { } asked && !_isMissingReported && time.GetElapsedTime(asked) < LongInterval)
            return;
        _since ??= time.GetUtcNow() - Interval;
        _asked = time.GetTimestamp();

        // The task may have permission to read a topic but not to describe it; then nothing is known.
        var existing = lacking.Length == 0
            ? new Dictionary<string, TopicDescription>()
            : await _probe.DescribeAsync(lacking).ConfigureAwait(false);
        if (existing is null)
            return;
        string[] absent = [.. lacking.Where(topic => !existing.ContainsKey(topic))];
        ShowMissing(absent);
        if (absent.Length == 0 && isWithout)
            ShowIdle(existing.Values.Sum(topic => topic.Partitions));
        else
            HideIdle();
    }

    private void ShowMissing(string[] absent)
    {
        if (absent.Length == 0)
        {
            if (_isMissingReported)
                Log.TopicsFound(logger, task, SecondsSince());
            _isMissingReported = false;
            missing.Show(null);
            return;
        }

        var names = string.Join(", ", absent.Select(topic => $"'{topic}'"));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{(absent.Length == 1 ? $"Topic {names} does not exist" : $"Topics {names} do not exist")}. The task reads nothing from "
                + $"{(absent.Length == 1 ? "it" : "them")} since {SinceText}. {MissingRemedy}");
        if (!_isMissingReported)
            Log.TopicsMissing(logger, task, names, MissingRemedy);
        missing.Show(text);
        _isMissingReported = true;
    }

    private void ShowIdle(int partitions)
    {
        var text = topics.Pattern is not null
            ? $"The task has no partitions since {SinceText}: no topic matches topics.regex, or other members of the consumer group {group} own all "
                + "partitions. It continues automatically when a topic matches."
            : $"The task has no partitions since {SinceText}, so it has nothing to do: its topics have "
                + $"{partitions.ToString(CultureInfo.InvariantCulture)} {(partitions == 1 ? "partition" : "partitions")}, "
                + $"and the other members of the consumer group {group} have them, or the group is still sharing them out. {IdleRemedy}";
        if (!_isIdleReported)
            Log.NoPartitions(logger, task, text);
        idle.Show(text);
        _isIdleReported = true;
    }

    private void HideIdle()
    {
        if (_isIdleReported)
            Log.PartitionsFound(logger, task, SecondsSince());
        _isIdleReported = false;
        idle.Show(null);
    }

    private async Task EndAsync()
    {
        if (_since is null)
            return;
        ShowMissing([]);
        HideIdle();
        (_since, _asked) = (null, null);
        await _probe.CloseAdminAsync().ConfigureAwait(false);
    }

    private long SecondsSince() => _since is { } since ? (long)(time.GetUtcNow() - since).TotalSeconds : 0;

    private string SinceText => _since!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private const string MissingRemedy =
        "Create the topic, or correct 'topics' in the connector's configuration; the task continues automatically when the topic exists. A topic "
            + "without read permission looks the same: check the ACLs.";

    private const string IdleRemedy =
        "If this is not intended, give the topics more partitions or lower tasks.max; find other consumers of the group with "
            + "kafka-consumer-groups.sh --describe --members.";

    private static partial class Log
    {
        [LoggerMessage(4020, LogLevel.Warning, "Task {Task} reads nothing from {Topics}, which does not exist. {Remedy}",
            EventName = nameof(TopicsMissing))]
        public static partial void TopicsMissing(ILogger logger, ConnectorTaskId task, string topics, string remedy);

        [LoggerMessage(4021, LogLevel.Information, "Task {Task}: its topics exist now, after {Seconds} s.", EventName = nameof(TopicsFound))]
        public static partial void TopicsFound(ILogger logger, ConnectorTaskId task, long seconds);

        [LoggerMessage(4022, LogLevel.Information, "Task {Task}: {Text}", EventName = nameof(NoPartitions))]
        public static partial void NoPartitions(ILogger logger, ConnectorTaskId task, string text);

        [LoggerMessage(4023, LogLevel.Information, "Task {Task} has partitions now, after {Seconds} s.", EventName = nameof(PartitionsFound))]
        public static partial void PartitionsFound(ILogger logger, ConnectorTaskId task, long seconds);

        [LoggerMessage(EventId = 4024, Message = "Task {Task}: could not check whether its topics exist.", EventName = nameof(NotDescribed))]
        public static partial void NotDescribed(ILogger logger, LogLevel level, ConnectorTaskId task, Exception exception);
    }
}
