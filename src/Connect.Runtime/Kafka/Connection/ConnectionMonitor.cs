using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Connection;

/// <summary>Listens to a client's errors and log lines: keeps whether the brokers can be reached, and logs changes of that rather than each of librdkafka's many lines.</summary>
/// <remarks>While its only broker is down a client reports some twenty errors a second, or one in thirty seconds when they are all the same. The library does not say when a broker is back:
/// that is taken from a success, from its statistics, or at last from a long silence. Safe for use from several threads.</remarks>
/// <param name="client">The client.</param>
/// <param name="worker">What the clients of a worker share: an outage meets them all, and one of them is enough to say so.</param>
/// <param name="pauses">How long the client waits between attempts, and how long one may take.</param>
/// <param name="logger">Where lines go.</param>
/// <param name="time">The clock.</param>
internal sealed partial class ConnectionMonitor(ClientConfig client, LogRate worker, ConnectionPauses pauses, ILogger logger, TimeProvider time)
{
    /// <summary>How long one of several brokers may be missing before it is an outage: leaders move within seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly LogRate _rate = new(time);
    private readonly BrokerStatistics _statistics = new(time);
    private DateTimeOffset? _downSince;
    private DateTimeOffset _troubledSince;
    private long _lastTrouble;
    private string? _lastError;
    private ConnectionTrouble? _trouble;
    private Func<int> _countWaiting = static () => 0;
    private volatile bool _isTroubled;
    private volatile bool _hasSucceeded;
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile KafkaClientException? _fatal;

    /// <summary>The error after which the client can do nothing more; null while it can.</summary>
    public KafkaClientException? Fatal => _fatal;

    /// <summary>Completes when <see cref="Fatal"/> is set.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Whether the client is gone.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>How the client stands with its brokers.</summary>
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
    public BrokerOutage? Outage
    {
        get
        {
            lock (_lock)
            {
                EndTroubleAfterSilence();
                var isOutage = _isTroubled && !IsClosed && _fatal is null && (_downSince is not null || time.GetUtcNow() - _troubledSince >= Patience);
                return isOutage ? new BrokerOutage(client.ClientId, client, _downSince ?? _troubledSince, _downSince is not null, Trouble, _countWaiting()) : null;
            }
        }
    }

    private ConnectionTrouble Trouble => _trouble ?? ConnectionTrouble.Of(new Error(ErrorCode.Local_AllBrokersDown), client);

    /// <summary>Notes that the client is gone.</summary>
    public void Close() => IsClosed = true;

    /// <summary>Says how to count the records that wait while an outage lasts.</summary>
    /// <param name="count">Counts them; called from any thread.</param>
    public void CountWaitingWith(Func<int> count) => _countWaiting = count;

    /// <summary>Notes that a broker has answered.</summary>
    public void Succeed()
    {
        if (!_hasSucceeded)
            _hasSucceeded = true;
        if (!_isTroubled)
            return;
        lock (_lock)
            EndTrouble();
    }

    /// <summary>Looks at the library's statistics: whether trouble is over, which a client that has nothing to do can show in no other way, and whether a broker has stopped to answer,
    /// which the library itself notices only after a minute.</summary>
    /// <param name="statistics">The statistics, JSON.</param>
    public void Read(string statistics)
    {
        lock (_lock)
        {
            _statistics.Read(statistics);

            // After an outage one broker is enough. When one of several is missing, none may be left to which the client tries to connect.
            if (_statistics.Silence is { } silence)
                NoteTrouble(ConnectionTrouble.NoAnswer(silence, client), isTotal: _statistics.Answering == 0, $"no answer for {(long)silence.TotalSeconds} s");
            else if (_isTroubled && _statistics.Answering > 0 && (_downSince is not null || _statistics.Tried == 0))
                EndTrouble();
        }
    }

    /// <summary>Notes what the client's error callback says.</summary>
    /// <param name="error">The error.</param>
    public void Report(Error error)
    {
        var kind = KafkaErrors.KindOf(error.Code);
        lock (_lock)
        {
            // Wrong credentials do not become right by waiting; but a client that was let in before is only kept waiting.
            if (error.IsFatal || (kind == KafkaErrorKind.AuthenticationFailed && !_hasSucceeded))
                Fail(error);
            else if (kind is KafkaErrorKind.Transient or KafkaErrorKind.AuthenticationFailed || error.Code == ErrorCode.Local_BadMsg)
                NoteTrouble(error.Code == ErrorCode.Local_AllBrokersDown ? null : ConnectionTrouble.Of(error, client), error.Code == ErrorCode.Local_AllBrokersDown, error.Reason);
            else if (_rate.Allows(error.Code.ToString(), out var suppressed))
                Log.ClientError(logger, client.ClientId, error.Reason, suppressed);
        }
    }

    /// <summary>Passes on a line that librdkafka logs.</summary>
    /// <param name="line">The line.</param>
    public void Write(LogMessage line)
    {
        var level = line.Level switch
        {
            // What these say, the error callback says, too.
            _ when line.Facility is "FAIL" or "ERROR" or "CONNFAIL" => LogLevel.Debug,
            // A broker that has just started gives no producer ids yet; the library asks again. What it refuses for good comes as an error.
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
            // Who sets the library's debug key wants every line.
            var suppressed = 0;
            if (line.Level == SyslogLevel.Debug || _rate.Allows("line " + line.Facility, out suppressed))
                Log.ClientLine(logger, level, client.ClientId, line.Facility, line.Message, suppressed);
        }
    }

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

    /// <param name="trouble">What is wrong; null when only that all brokers are away is known: what came before is the cause.</param>
    /// <param name="isTotal">Whether no broker is left.</param>
    /// <param name="reason">What the library says.</param>
    private void NoteTrouble(ConnectionTrouble? trouble, bool isTotal, string reason)
    {
        EndTroubleAfterSilence();
        _lastTrouble = time.GetTimestamp();
        _lastError = reason;
        if (!_isTroubled)
            _troubledSince = time.GetUtcNow();
        _isTroubled = true;
        _trouble = trouble ?? _trouble;

        // One broker of several may go without anyone noticing; what counts is when the last is gone. After refused credentials the client has said all there is to say.
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

    /// <summary>Clients of one cluster share their lines; another cluster has its own.</summary>
    private LogLevel LevelOf(string line, LogLevel first) => worker.Allows($"{line} {client.Servers}", out _) ? first : LogLevel.Debug;

    private long SecondsSince(DateTimeOffset since) => (long)(time.GetUtcNow() - since).TotalSeconds;
}
