using System.Globalization;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Looks for records that Kafka does not take although it can be reached, and says why in the log and in the task's status: a topic that does not exist, or one without a leader.</summary>
/// <remarks>A flow of its own looks every five seconds; Kafka is only asked when records have waited for that long. Kafka Connect shows nothing.</remarks>
/// <param name="task">The task.</param>
/// <param name="tracker">Knows what waits.</param>
/// <param name="producer">Sends.</param>
/// <param name="createAdmin">Makes what asks for topics.</param>
/// <param name="trouble">Shows what is wrong.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Takes the log.</param>
internal sealed partial class DeliveryWatch(
    ConnectorTaskId task,
    SourceOffsetTracker<OutgoingRecord> tracker,
    IRecordProducer producer,
    Func<IKafkaAdmin> createAdmin,
    TaskTrouble trouble,
    TimeProvider time,
    ILogger<DeliveryWatch> logger) : IAsyncDisposable
{
    /// <summary>How long a record may wait before Kafka is asked for its topic.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long a record for a topic that exists may wait before it is said.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _ended = new();
    private Task _flow = Task.CompletedTask;
    private IKafkaAdmin? _admin;
    private DateTimeOffset? _since;
    private bool _isTold;

    /// <summary>Begins to look.</summary>
    public void Start() => _flow = LookRepeatedlyAsync();

    /// <summary>Ends without waiting, because the task was given up.</summary>
    public void Abandon()
    {
        trouble.Close();
        _ = _ended.CancelAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Abandon();
        await _flow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LookRepeatedlyAsync()
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token).ConfigureAwait(false))
                await LookAsync().ConfigureAwait(false);
        }
        finally
        {
            await CloseAdminAsync().ConfigureAwait(false);
        }
    }

    private async Task LookAsync()
    {
        tracker.Advance();
        var topics = tracker.FindStuck().Select(delivery => delivery.Topic).Where(topic => topic.Length > 0).ToHashSet(StringComparer.Ordinal);
        if (topics.Count == 0 || !producer.Connection.IsUp)
        {
            // A broker that is away is said elsewhere.
            await EndAsync().ConfigureAwait(false);
            return;
        }

        _since ??= time.GetUtcNow() - Interval;
        if (await FindMissingAsync(topics).ConfigureAwait(false) is { Count: > 0 } missing)
            Tell(missing);
        else if (time.GetUtcNow() - _since >= Patience)
            TellWaiting(topics);
    }

    private async Task<IReadOnlyList<string>> FindMissingAsync(HashSet<string> topics)
    {
        using var overdue = new CancellationTokenSource(Interval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token, overdue.Token);
        try
        {
            _admin ??= createAdmin();
            var existing = await _admin.DescribeTopicsAsync(topics, either.Token).ConfigureAwait(false);
            return [.. topics.Where(topic => !existing.ContainsKey(topic)).Order(StringComparer.Ordinal)];
        }
        catch (OperationCanceledException) when (!_ended.IsCancellationRequested)
        {
            return [];
        }
        catch (ConnectException e)
        {
            // Perhaps the task may write to the topic but not describe it. What is said then is only that its records wait.
            Log.NotDescribed(logger, task, e);
            return [];
        }
    }

    private void Tell(IReadOnlyList<string> missing)
    {
        var names = string.Join(", ", missing.Select(topic => $"'{topic}'"));
        trouble.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{(missing.Count == 1 ? $"Topic {names} does not exist" : $"Topics {names} do not exist")} and the broker does not create topics by itself: since {SinceText} records wait, {producer.Outstanding} are not acknowledged. "
            + $"Nothing is lost, and the task goes on by itself. {Remedy}"));
        if (!_isTold)
            Log.TopicMissing(logger, task, names, Remedy);
        _isTold = true;
    }

    private void TellWaiting(HashSet<string> topics)
    {
        var names = string.Join(", ", topics.Order(StringComparer.Ordinal).Select(topic => $"'{topic}'"));
        trouble.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"Kafka has not acknowledged records for {names} since {SinceText} although it can be reached; {producer.Outstanding} records wait. Nothing is lost, and the task goes on by itself. {WaitingRemedy}"));
        if (!_isTold)
            Log.RecordsWait(logger, task, names, (long)(time.GetUtcNow() - _since!.Value).TotalSeconds, WaitingRemedy);
        _isTold = true;
    }

    private async Task EndAsync()
    {
        if (_since is not { } since)
            return;
        if (_isTold && producer.Connection.IsUp)
            Log.RecordsGoOn(logger, task, (long)(time.GetUtcNow() - since).TotalSeconds);
        (_since, _isTold) = (null, false);
        trouble.Show(null);
        await CloseAdminAsync().ConfigureAwait(false);
    }

    private async Task CloseAdminAsync()
    {
        if (_admin is { } admin)
            await admin.DisposeAsync().ConfigureAwait(false);
        _admin = null;
    }

    private string SinceText => _since!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private const string Remedy =
        "Create it, or let the connector do that: topic.creation.default.partitions and topic.creation.default.replication.factor.";

    private const string WaitingRemedy =
        "Check that each partition of the topic has a leader and as many replicas in sync as min.insync.replicas asks for (kafka-topics.sh --describe), and the client's quotas.";
}
