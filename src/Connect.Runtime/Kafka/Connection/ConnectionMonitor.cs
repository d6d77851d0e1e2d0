using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Connection;

/// <summary>Listens to a client's errors and log lines: keeps whether the brokers can be reached, and logs changes of that rather than each of librdkafka's many lines.</summary>
/// <remarks>While its only broker is down a client reports some twenty errors a second. The library does not say when a broker is back: that is taken from a success,
/// or from silence that lasts longer than the longest pause between two attempts. Safe for use from several threads.</remarks>
/// <param name="clientId">The client's id.</param>
/// <param name="worker">What the clients of a worker share: an outage meets them all, and one of them is enough to say so.</param>
/// <param name="silence">How long no error means that the brokers are back.</param>
/// <param name="logger">Where lines go.</param>
/// <param name="time">The clock.</param>
internal sealed partial class ConnectionMonitor(string clientId, LogRate worker, TimeSpan silence, ILogger logger, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LogRate _rate = new(time);
    private DateTimeOffset? _downSince;
    private long _lastTrouble;
    private string? _lastError;
    private volatile bool _isTroubled;
    private volatile bool _hasSucceeded;
    private volatile KafkaClientException? _fatal;

    /// <summary>The error after which the client can do nothing more; null while it can.</summary>
    public KafkaClientException? Fatal => _fatal;

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
                return new BrokerConnection(clientId, _downSince, _lastError);
            }
        }
    }

    /// <summary>Notes that the client is gone.</summary>
    public void Close() => IsClosed = true;

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
            else if (kind is KafkaErrorKind.Transient or KafkaErrorKind.AuthenticationFailed)
                NoteTrouble(error);
            else if (_rate.Allows(error.Code.ToString(), out var suppressed))
                Log.ClientError(logger, clientId, error.Reason, suppressed);
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
                Log.ClientLine(logger, level, clientId, line.Facility, line.Message, suppressed);
        }
    }

    private void Fail(Error error)
    {
        if (_fatal is not null)
            return;
        var cause = KafkaErrors.Exception($"Kafka client {clientId} has failed", error);
        _fatal = new KafkaClientException(cause.Message, cause.Kind, cause.Code, isFatal: true);
        Log.ClientFatal(logger, clientId, error.Reason);
    }

    private void NoteTrouble(Error error)
    {
        EndTroubleAfterSilence();
        _lastTrouble = time.GetTimestamp();
        _lastError = error.Reason;
        _isTroubled = true;

        // One broker of several may go without anyone noticing; what counts is when the last is gone.
        if (_downSince is null && error.Code == ErrorCode.Local_AllBrokersDown)
        {
            _downSince = time.GetUtcNow();
            _rate.Allows(nameof(Log.BrokersStillDown), out _);
            var level = LevelOf(nameof(Log.BrokersDown), LogLevel.Warning);
            Log.BrokersDown(logger, level, clientId, error.Reason);
        }
        else if (_downSince is { } since && _rate.Allows(nameof(Log.BrokersStillDown), out var errors))
        {
            var level = LevelOf(nameof(Log.BrokersStillDown), LogLevel.Warning);
            var seconds = SecondsSince(since);
            Log.BrokersStillDown(logger, level, clientId, seconds, errors, error.Reason);
        }
    }

    private void EndTroubleAfterSilence()
    {
        if (_isTroubled && time.GetElapsedTime(_lastTrouble) > silence)
            EndTrouble();
    }

    private void EndTrouble()
    {
        if (_downSince is { } since)
        {
            var level = LevelOf(nameof(Log.BrokersUp), LogLevel.Information);
            var seconds = SecondsSince(since);
            Log.BrokersUp(logger, level, clientId, seconds);
        }

        _downSince = null;
        _lastError = null;
        _isTroubled = false;
    }

    private LogLevel LevelOf(string line, LogLevel first) => worker.Allows(line, out _) ? first : LogLevel.Debug;

    private long SecondsSince(DateTimeOffset since) => (long)(time.GetUtcNow() - since).TotalSeconds;
}
