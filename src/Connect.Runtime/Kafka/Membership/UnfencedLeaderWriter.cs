using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>Writes without transactions (<c>leader.fencing=none</c>), as the Java worker does without exactly-once support: an older leader is not
/// fenced, and some records of a write may become visible without the others.</summary>
/// <param name="group">The cluster's group, for messages.</param>
/// <param name="producer">An idempotent producer; owned by the writer.</param>
/// <param name="monitor">Observes the producer's errors.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class UnfencedLeaderWriter(string group, IProducer<byte[]?, byte[]?> producer, ConnectionMonitor monitor, ILogger logger)
    : ILeaderWriter
{
    private readonly SemaphoreSlim _gate = new(1);
    private volatile LeaderWriteResult? _end;
    private Task _running = Task.CompletedTask;

    /// <inheritdoc/>
    public LeaderWriteResult? End => _end;

    /// <inheritdoc/>
    public Task<LeaderWriteResult> ClaimAsync(CancellationToken cancellationToken)
    {
        Log.NoFencing(logger, group);
        return Task.FromResult<LeaderWriteResult>(new LeaderWriteResult.Committed([]));
    }

    /// <inheritdoc/>
    public async Task<LeaderWriteResult> WriteAsync(IReadOnlyList<LeaderEntry> records, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(records.Count);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_end is { } end)
                return end;
            var running = Task.Factory.StartNew(() => Write(records), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            _running = running;
            return await running.ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Factory.StartNew(producer.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ConfigureAwait(false);
        monitor.Close();
    }

    private LeaderWriteResult Write(IReadOnlyList<LeaderEntry> records)
    {
        var sending = new LeaderSending(records.Count);
        try
        {
            foreach (var record in records)
                sending.Send(producer, record);
            sending.Wait(monitor);
            monitor.Succeed();
            return new LeaderWriteResult.Committed(sending.Places);
        }
        catch (KafkaException e)
        {
            var failed = new LeaderWriteResult.Failed(KafkaErrors.Exception("Writing the leader's records failed", e.Error, e), MayBeCommitted: true);
            if (e.Error.IsFatal || e.Error.Code == ErrorCode.Local_Fatal)
                _end = failed;
            return failed;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6065, LogLevel.Warning,
            "leader.fencing=none: an old leader of group {Group} that was taken for dead may still write to the config topic. Allow this "
                + "worker's principal to use the transactional id connect-cluster-{Group}, then remove the key", EventName = nameof(NoFencing))]
        public static partial void NoFencing(ILogger logger, string group);
    }
}
