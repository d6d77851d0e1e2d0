using Connect.Connectors;
using Connect.Runtime.Cluster;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Kafka.Membership;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>Reads and writes the coordination topic.</summary>
/// <remarks>
/// <para>A deleted topic is recreated while every worker keeps running its items: each worker writes its record again, and the leader computes an
/// assignment from what they report.</para>
/// <para>Thread-safe.</para>
/// </remarks>
/// <param name="log">The topic's log; owned by this object.</param>
/// <param name="ensure">Creates the topic if it does not exist.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class CoordinationLog(
    ICompactedLog log, Func<CancellationToken, Task> ensure, TimeProvider time, ILogger<CoordinationLog> logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = new();
    private volatile CoordinationState _state = CoordinationState.Empty;
    private readonly Lock _lock = new();
    private Task _recreating = Task.CompletedTask;

    /// <summary>Raised after each record, on the log's thread. Handlers must return at once.</summary>
    public event Action? Changed;

    /// <summary>The protocol versions that this worker supports.</summary>
    public ProtocolRange Known { get; init; } = ProtocolRange.Known;

    /// <summary>The topic's name.</summary>
    public string Topic => log.Topic;

    /// <summary>The topic's state, as far as it has been read.</summary>
    public CoordinationState State => _state;

    /// <summary>Opens the topic and reads it to its end.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.Missing += Recreate;
        log.Restarted += OnRestarted;
        return log.StartAsync(Take, cancellationToken);
    }

    /// <summary>Reads all records that exist at the time of the call.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<CoordinationState> ReadToEndAsync(CancellationToken cancellationToken)
    {
        await log.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        return _state;
    }

    /// <summary>Reads as far as records that the leader has written.</summary>
    /// <param name="places">Where they are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ReadToAsync(IReadOnlyList<(TopicPartition Partition, long Offset)> places, CancellationToken cancellationToken) =>
        log.ReadToAsync(places, cancellationToken);

    /// <summary>Writes the record of this worker.</summary>
    /// <param name="worker">This worker.</param>
    /// <param name="record">The record.</param>
    /// <param name="protocol">The protocol version to write it in.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WriteAsync(WorkerIncarnation worker, WorkerRecord record, int protocol, CancellationToken cancellationToken) =>
        log.WriteAsync([new LogEntry(CoordinationRecords.KeyOf(worker), CoordinationRecords.Write(record, protocol))], cancellationToken);

    /// <summary>Writes the declaration of a connector that this worker, as the leader, has applied.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="config">The declared configuration; null if it is no longer declared.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WriteDeclaredAsync(string connector, ConnectorConfig? config, CancellationToken cancellationToken) => log.WriteAsync(
        [new LogEntry(
            CoordinationRecords.KeyOfDeclared(connector), config is null ? null : CoordinationRecords.Write(new DeclaredRecord(config.Properties)))],
        cancellationToken);

    /// <summary>Begins to recreate a deleted topic. May be called on any thread; returns at once. The group's client notices a deletion sooner than
    /// the client that reads the topic, which may need half a minute.</summary>
    public void Recreate()
    {
        lock (_lock)
        {
            if (_recreating.IsCompleted && !_closing.IsCancellationRequested)
                _recreating = Task.Run(RecreateAsync, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        log.Missing -= Recreate;
        log.Restarted -= OnRestarted;
        await _closing.CancelAsync().ConfigureAwait(false);
        await log.DisposeAsync().ConfigureAwait(false);
        await _recreating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private void OnRestarted()
    {
        Log.Recreated(logger, Topic);
        _state = CoordinationState.Empty with { Life = _state.Life + 1 };
        Changed?.Invoke();
    }

    private async Task RecreateAsync()
    {
        Log.Missing(logger, Topic);
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await ensure(_closing.Token).ConfigureAwait(false);
                return;
            }
            catch (ConnectException e)
            {
                Log.NotRecreated(logger, Topic, e.Message);
                await Task.Delay(Retry, time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Take(LogRecord record)
    {
        _state = _state.Apply(record.Key, record.Value, record.Offset, Known, out var problem);
        if (problem is not null)
            Log.Ignored(logger, problem);
        Changed?.Invoke();
    }

    private static partial class Log
    {
        [LoggerMessage(8201, LogLevel.Warning, "{Problem}", EventName = nameof(Ignored))]
        public static partial void Ignored(ILogger logger, string problem);

        [LoggerMessage(8202, LogLevel.Error, "Coordination topic {Topic} is missing and is created again. The workers' tasks keep running",
            EventName = nameof(Missing))]
        public static partial void Missing(ILogger logger, string topic);

        [LoggerMessage(8203, LogLevel.Warning,
            "Coordination topic {Topic} cannot be created again. Nothing is assigned until it is; the worker tries again: {Reason}",
            EventName = nameof(NotRecreated))]
        public static partial void NotRecreated(ILogger logger, string topic, string reason);

        [LoggerMessage(8204, LogLevel.Warning, "Coordination topic {Topic} was recreated: each worker writes its record again",
            EventName = nameof(Recreated))]
        public static partial void Recreated(ILogger logger, string topic);
    }
}
