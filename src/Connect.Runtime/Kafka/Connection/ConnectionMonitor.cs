using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Connection;

/// <summary>Observes a client's errors and log lines: tracks whether brokers are reachable, and logs changes of this state instead of librdkafka's
/// many lines.</summary>
/// <remarks>While its only broker is down, a client reports about twenty errors per second, or one in thirty seconds if they are all the same. The
/// library does not report when a broker is back: this is concluded from a success, from its statistics, or finally from a long time without errors.
/// Thread-safe.</remarks>
/// <param name="client">The client.</param>
/// <param name="worker">Shared by the clients of a worker: an outage affects all of them, but only one logs it.</param>
/// <param name="pauses">How long the client waits between attempts, and how long one may take.</param>
/// <param name="logger">The logger.</param>
/// <param name="time">The clock.</param>
internal sealed partial class ConnectionMonitor(ClientConfig client, LogRate worker, ConnectionPauses pauses, ILogger logger, TimeProvider time)
{
    /// <summary>How long one of several brokers may be missing before it is an outage: leaders move within seconds.</summary>
    private static readonly TimeSpan OutageDelay = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly LogRate _rate = new(time);
    private readonly BrokerStatistics _statistics = new(time);
    private DateTimeOffset? _downSince;
    private DateTimeOffset _troubledSince;
    private long _lastTrouble;
    private string? _lastError;
    private ConnectionTrouble? _trouble;
    private readonly List<(ClientConfig Client, Func<int> CountWaiting)> _users = [];
    private volatile bool _isTroubled;
    private volatile bool _hasSucceeded;
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile KafkaClientException? _fatal;

    /// <summary>The error that made the client unusable; null while it works.</summary>
    public KafkaClientException? Fatal => _fatal;

    /// <summary>Completes when <see cref="Fatal"/> is set.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Whether the client is gone.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The state of the connection to the brokers.</summary>
    public BrokerConnection Current
    {
        get
        {
            lock (_lock)
            {
                EndTroubleAfterSilence();
                return new BrokerConnection(client.ClientId, _downSince, _lastError);
            }
        }
    }

    /// <summary>The outage that lasts; null while Kafka can be reached, as far as is known.</summary>
    public BrokerOutage? Outage => Outages is [var first, ..] ? first : null;

    /// <summary>The outage as each user of the client sees it, with its own name and records; empty while Kafka can be reached, as far as is
    /// known.</summary>
    public IReadOnlyList<BrokerOutage> Outages
    {
        get
        {
            lock (_lock)
            {
                EndTroubleAfterSilence();
                var isOutage = _isTroubled && !IsClosed && _fatal is null
                    && (_downSince is not null || time.GetUtcNow() - _troubledSince >= OutageDelay);
                if (!isOutage)
                    return [];
                return _users.Count == 0 ? [OutageOf(client, 0)] : [.. _users.Select(user => OutageOf(user.Client, user.CountWaiting()))];
            }
        }
    }

    private ConnectionTrouble Trouble => _trouble ?? ConnectionTrouble.Of(new Error(ErrorCode.Local_AllBrokersDown), client);

    /// <summary>Marks the client as closed.</summary>
    public void Close() => IsClosed = true;

    /// <summary>Adds a producer that uses the client.</summary>
    /// <param name="user">The producer's configuration, which names its task.</param>
    /// <param name="countWaiting">Counts its records without a result; called from any thread, must not block.</param>
    public void AddUser(ClientConfig user, Func<int> countWaiting)
    {
        lock (_lock)
            _users.Add((user, countWaiting));
    }

    /// <summary>Removes a producer that has left.</summary>
    /// <param name="user">The configuration that was added.</param>
    public void RemoveUser(ClientConfig user)
    {
        lock (_lock)
            _users.RemoveAll(entry => ReferenceEquals(entry.Client, user));
    }

    /// <summary>Records a response from a broker.</summary>
    public void Succeed()
    {
        if (!_hasSucceeded)
            _hasSucceeded = true;
        if (!_isTroubled)
            return;
        lock (_lock)
            EndTrouble();
    }

    /// <summary>Evaluates the library's statistics: whether an outage is over, which an idle client shows in no other way, and whether a broker has
    /// stopped answering, which the library itself notices only after a minute.</summary>
    /// <param name="statistics">The statistics as JSON.</param>
    public void Read(string statistics)
    {
        lock (_lock)
        {
            _statistics.Read(statistics);

            // After a total outage one reachable broker is enough. If one of several brokers was missing, no broker may remain to which the client
            // tries to connect.
            if (_statistics.Silence is { } silence)
                NoteTrouble(
                    ConnectionTrouble.NoAnswer(silence, client), isTotal: _statistics.Answering == 0,
                    $"no answer for {(long)silence.TotalSeconds} s");
            else if (_isTroubled && _statistics.Answering > 0 && (_downSince is not null || _statistics.Tried == 0))
                EndTrouble();
        }
    }

    /// <summary>Handles the client's error callback.</summary>
    /// <param name="error">The error.</param>
    public void Report(Error error)
    {
        var kind = KafkaErrors.KindOf(error.Code);
        lock (_lock)
        {
            // Retrying does not help with wrong credentials. A client that was authenticated before keeps waiting.
            if (error.IsFatal || (kind == KafkaErrorKind.AuthenticationFailed && !_hasSucceeded))
                Fail(error);
            else if (kind is KafkaErrorKind.Transient or KafkaErrorKind.AuthenticationFailed || error.Code == ErrorCode.Local_BadMsg)
                NoteTrouble(
                    error.Code == ErrorCode.Local_AllBrokersDown
                        ? null : ConnectionTrouble.Of(error, client), error.Code == ErrorCode.Local_AllBrokersDown, error.Reason);
            else if (_rate.Allows(error.Code.ToString(), out var suppressed))
            {
                var similar = Similar(suppressed);
                Log.ClientError(logger, client.ClientId, error.Reason, similar);
            }
        }
    }

    /// <summary>Passes on a line that librdkafka logs.</summary>
    /// <param name="line">The line.</param>
    public void Write(LogMessage line)
    {
        var level = line.Level switch
        {
            // The error callback reports the same.
            _ when line.Facility is "FAIL" or "ERROR" or "CONNFAIL" => LogLevel.Debug,
            // A broker that has just started does not assign producer ids yet; the library asks again. A final refusal arrives as an error.
            _ when line.Facility is "GETPID" => LogLevel.Information,
            <= SyslogLevel.Error => LogLevel.Error,
            SyslogLevel.Warning => LogLevel.Warning,
            <= SyslogLevel.Info => LogLevel.Information,
            _ => LogLevel.Debug,
        };
        if (!logger.IsEnabled(level))
            return;
        lock (_lock)
        {
            // Whoever sets the library's debug key wants every line.
            var suppressed = 0;
            if (line.Level == SyslogLevel.Debug || _rate.Allows("line " + line.Facility, out suppressed))
            {
                var similar = Similar(suppressed);
                Log.ClientLine(logger, level, client.ClientId, line.Facility, line.Message, similar);
            }
        }
    }

    private static string Similar(int suppressed) => suppressed switch
    {
        0 => "",
        1 => " (1 similar message suppressed)",
        _ => $" ({suppressed} similar messages suppressed)",
    };

    private BrokerOutage OutageOf(ClientConfig user, int waiting) =>
        new(user.ClientId, user, _downSince ?? _troubledSince, _downSince is not null, Trouble, waiting);

    private void Fail(Error error)
    {
        if (_fatal is not null)
            return;
        var trouble = ConnectionTrouble.Of(error, client);
        var isAboutConnection = KafkaErrors.KindOf(error.Code) == KafkaErrorKind.AuthenticationFailed;
        var reason = isAboutConnection ? $"{client.BootstrapKey}={client.Servers}: {trouble.Problem}. {trouble.Remedy}" : error.Reason;
        var cause = KafkaErrors.Exception($"Kafka client {client.ClientId} has failed", new Error(error.Code, reason, error.IsFatal));
        _fatal = new KafkaClientException(cause.Message, cause.Kind, cause.Code, isFatal: true);
        Log.ClientFatal(logger, client.ClientId, reason);
        _failed.TrySetResult();
    }

    /// <param name="trouble">The problem; null if it is only known that all brokers are unreachable: then the previous problem is the cause.</param>
    /// <param name="isTotal">Whether no broker is left.</param>
    /// <param name="reason">The library's message.</param>
    private void NoteTrouble(ConnectionTrouble? trouble, bool isTotal, string reason)
    {
        EndTroubleAfterSilence();
        _lastTrouble = time.GetTimestamp();
        _lastError = reason;
        if (!_isTroubled)
            _troubledSince = time.GetUtcNow();
        _isTroubled = true;
        _trouble = trouble ?? _trouble;

        // A single broker of several may be down without consequences; the last one counts. After rejected credentials there is nothing more to
        // report.
        if (_fatal is not null)
            return;
        if (_downSince is null && isTotal)
        {
            _downSince = time.GetUtcNow();
            _rate.Allows(nameof(Log.BrokersStillDown), out _);
            var level = LevelOf(nameof(Log.BrokersDown), LogLevel.Warning);
            Log.BrokersDown(logger, level, client.ClientId, client.BootstrapKey, client.Servers, Trouble.Problem, Trouble.Remedy);
        }
        else if (_downSince is { } since && _rate.Allows(nameof(Log.BrokersStillDown), out var errors))
        {
            var level = LevelOf(nameof(Log.BrokersStillDown), LogLevel.Warning);
            var seconds = SecondsSince(since);
            Log.BrokersStillDown(logger, level, client.ClientId, seconds, errors, client.Servers, Trouble.Problem);
        }
    }

    private void EndTroubleAfterSilence()
    {
        if (_isTroubled && time.GetElapsedTime(_lastTrouble) > (_trouble is { IsSlow: true } ? pauses.SlowSilence : pauses.Silence))
            EndTrouble();
    }

    private void EndTrouble()
    {
        if (_downSince is { } since)
        {
            var level = LevelOf(nameof(Log.BrokersUp), LogLevel.Information);
            var seconds = SecondsSince(since);
            Log.BrokersUp(logger, level, client.ClientId, seconds);
        }

        _downSince = null;
        _lastError = null;
        _trouble = null;
        _isTroubled = false;
    }

    /// <summary>Clients of the same cluster share their log lines.</summary>
    private LogLevel LevelOf(string line, LogLevel first) => worker.Allows($"{line} {client.Servers}", out _) ? first : LogLevel.Debug;

    private long SecondsSince(DateTimeOffset since) => (long)(time.GetUtcNow() - since).TotalSeconds;
}
