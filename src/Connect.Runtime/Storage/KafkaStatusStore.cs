using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Connect.Runtime.Kafka.Logs;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Storage;

/// <summary>Stores statuses in the status topic of a cluster, as Java's workers do.</summary>
/// <remarks>Writes are queued and sent in order. A temporary failure is retried unless a newer status exists; a permanent failure is
/// logged.</remarks>
/// <param name="log">The topic; must exist. The store owns it.</param>
/// <param name="logger">The logger.</param>
/// <param name="time">The clock.</param>
internal sealed partial class KafkaStatusStore(ICompactedLog log, ILogger<KafkaStatusStore> logger, TimeProvider time) : IClusterStatusStore
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly MemoryStatusStore _table = new();
    private readonly Channel<Pending> _queue = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, Pending> _newest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _pump = Task.CompletedTask;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Connectors => _table.Connectors;

    /// <inheritdoc/>
    public long TopicResets => _table.TopicResets;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var state = new StatusLogState(log.Topic, _table, logger);
        await log.StartAsync(record => state.Apply(record), cancellationToken).ConfigureAwait(false);
        _pump = Task.Run(PumpAsync, CancellationToken.None);
    }

    /// <inheritdoc/>
    public Task RefreshAsync(CancellationToken cancellationToken) => log.ReadToEndAsync(cancellationToken);

    /// <inheritdoc/>
    public void Put(string connector, StatusRecord<ConnectorState> status)
    {
        bool CanWrite() => status.State is not (ConnectorState.Failed or ConnectorState.Unassigned) || MayFollow(_table.Get(connector), status);
        Queue(StatusRecords.Connector(connector, status), CanWrite);
    }

    /// <inheritdoc/>
    public void Put(ConnectorTaskId task, StatusRecord<TaskState> status)
    {
        bool CanWrite() => status.State is not (TaskState.Failed or TaskState.Unassigned) || MayFollow(_table.Get(task), status);
        Queue(StatusRecords.Task(task, status), CanWrite);
    }

    /// <inheritdoc/>
    public void Put(TopicUse use)
    {
        var entry = StatusRecords.Topic(use);

        // Called for each record until it was read back. Writing once is enough; during an outage the records would pile up. A reset that is on its
        // way is no reason not to write.
        if (_newest.GetValueOrDefault(Encoding.UTF8.GetString(entry.Key)) is not { Entry.Value: not null })
            Queue(entry, static () => true);
    }

    /// <inheritdoc/>
    public StatusRecord<ConnectorState>? Get(string connector) => _table.Get(connector);

    /// <inheritdoc/>
    public StatusRecord<TaskState>? Get(ConnectorTaskId task) => _table.Get(task);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<ConnectorTaskId, StatusRecord<TaskState>>> GetTasks(string connector) => _table.GetTasks(connector);

    /// <inheritdoc/>
    public bool IsUsed(string connector, string topic) => _table.IsUsed(connector, topic);

    /// <inheritdoc/>
    public IReadOnlyList<string> GetTopics(string connector) => _table.GetTopics(connector);

    /// <inheritdoc/>
    public void RemoveTopics(string connector)
    {
        foreach (var topic in _table.GetTopics(connector))
            Queue(StatusRecords.NoTopic(connector, topic), static () => true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        try
        {
            // The last statuses of a worker that stops: it no longer runs anything.
            await FinishAsync().WaitAsync(CloseTimeout, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.NotAllWritten(logger, log.Topic, CloseTimeout.TotalSeconds);
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await log.DisposeAsync().ConfigureAwait(false);
        await FinishAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private static bool MayFollow<TState>(StatusRecord<TState>? stored, StatusRecord<TState> next)
        where TState : struct, Enum =>
        stored is null || stored.WorkerId == next.WorkerId || stored.Generation <= next.Generation;

    private void Queue(LogEntry entry, Func<bool> canWrite)
    {
        if (!canWrite())
            return;
        var key = Encoding.UTF8.GetString(entry.Key);
        var pending = new Pending(entry, key, canWrite);
        _newest[key] = pending;
        if (!_queue.Writer.TryWrite(pending))
            Log.NotWritten(logger, log.Topic, key, "the store is closed", null);
    }

    private async Task FinishAsync()
    {
        await _pump.ConfigureAwait(false);
        await Task.WhenAll(_running.Keys).ConfigureAwait(false);
    }

    private async Task PumpAsync()
    {
        await foreach (var pending in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            // Handed over in order; the results are awaited elsewhere.
            var writing = WriteAsync(pending);
            _running[writing] = true;
            _ = writing.ContinueWith(
                done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task WriteAsync(Pending pending)
    {
        try
        {
            while (!await TryWriteAsync(pending).ConfigureAwait(false))
            {
                await Task.Delay(RetryPause, time, _stop.Token).ConfigureAwait(false);
                if (_newest.GetValueOrDefault(pending.Key) != pending || !pending.CanWrite())
                    return;
            }
        }
        catch (Exception e)
        {
            Log.NotWritten(logger, log.Topic, pending.Key, e.Message, e);
        }
        finally
        {
            _newest.TryRemove(KeyValuePair.Create(pending.Key, pending));
        }
    }

    private async Task<bool> TryWriteAsync(Pending pending)
    {
        try
        {
            await log.WriteAsync([pending.Entry], CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (LogWriteException e) when (e.IsTransient && !_stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private sealed class Pending(LogEntry entry, string key, Func<bool> canWrite)
    {
        public LogEntry Entry => entry;

        public string Key => key;

        public Func<bool> CanWrite => canWrite;
    }

    private static partial class Log
    {
        [LoggerMessage(7036, LogLevel.Error, "A status was not written to {Topic}, so the REST API may show an older one. Key {Key}: {Reason}",
            EventName = nameof(NotWritten))]
        public static partial void NotWritten(ILogger logger, string topic, string key, string reason, Exception? exception);

        [LoggerMessage(7037, LogLevel.Warning,
            "The last statuses of this worker were not written to {Topic} within {Seconds} s. Other workers show its connectors and tasks as running "
                + "until they run elsewhere",
            EventName = nameof(NotAllWritten))]
        public static partial void NotAllWritten(ILogger logger, string topic, double seconds);
    }
}
