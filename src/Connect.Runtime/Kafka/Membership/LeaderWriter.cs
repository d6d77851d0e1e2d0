using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>Writes in transactions with the cluster's transactional id: the broker refuses all writers but the one that claimed it last.</summary>
/// <remarks>
/// <para>1. Begins a transaction. 2. Sends the records. 3. Waits for the acknowledgement of each, which is faster than leaving the wait to the
/// commit. 4. Commits. 5. Aborts after a failure before the commit. If it cannot abort, the writer can no longer be used.</para>
/// <para>If the process dies in 1 to 3, read_committed consumers see none of the records, and wait until the next claim or the transaction timeout.
/// If it dies in 4, they see all or none.</para>
/// <para>After the first error that is fatal or means fencing, the writer can no longer be used. librdkafka reports every later error as retriable,
/// so nothing is retried after it.</para>
/// </remarks>
internal sealed partial class LeaderWriter : ILeaderWriter
{
    /// <summary>The maximum duration of a claim. It usually takes 60 ms, plus half a second for each retry while the broker still ends a transaction
    /// of the previous writer.</summary>
    public static readonly TimeSpan ClaimBudget = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan CommitBudget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AbortBudget = TimeSpan.FromSeconds(5);

    private readonly string _transactionalId;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly ConnectionMonitor _monitor;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _gate = new(1);
    private volatile LeaderWriteResult? _end;
    private Task _running = Task.CompletedTask;
    private bool _isClaimed;

    /// <summary>Creates the writer.</summary>
    /// <param name="transactionalId">The transactional id, for messages.</param>
    /// <param name="producer">The producer with that id; owned by the writer.</param>
    /// <param name="monitor">Observes the producer's errors.</param>
    /// <param name="logger">The logger.</param>
    public LeaderWriter(string transactionalId, IProducer<byte[]?, byte[]?> producer, ConnectionMonitor monitor, ILogger logger)
    {
        _transactionalId = transactionalId;
        _producer = producer;
        _monitor = monitor;
        _logger = logger;
    }

    /// <inheritdoc/>
    public LeaderWriteResult? End => _end;

    /// <inheritdoc/>
    public async Task<LeaderWriteResult> ClaimAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_end is { } end)
                return end;
            if (_isClaimed)
                throw new InvalidOperationException("This writer has already claimed the leadership.");
            var claiming = Run(Claim);
            _isClaimed = true;
            return await claiming.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _end ??= Failure("The claim was cancelled", new Error(ErrorCode.Local_TimedOut), mayBeCommitted: false);
            throw;
        }
        finally
        {
            _gate.Release();
        }
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
            if (!_isClaimed)
                throw new InvalidOperationException("Claim the leadership before the first write.");
            cancellationToken.ThrowIfCancellationRequested();
            return await Run(() => Write(records)).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _end ??= Failure("The writer was disposed", new Error(ErrorCode.Local_Destroy), mayBeCommitted: false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Factory.StartNew(_producer.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ConfigureAwait(false);
        _monitor.Close();
    }

    /// <summary>Runs a blocking call of the client on its own thread.</summary>
    private Task<LeaderWriteResult> Run(Func<LeaderWriteResult> call)
    {
        var running = Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _running = running;
        return running;
    }

    private LeaderWriteResult Claim()
    {
        try
        {
            _producer.InitTransactions(ClaimBudget);
            _monitor.Succeed();
            Log.Claimed(_logger, _transactionalId);
            return new LeaderWriteResult.Committed([]);
        }
        catch (KafkaException e)
        {
            return EndWith("Claiming the leadership failed", e, mayBeCommitted: false);
        }
    }

    private LeaderWriteResult Write(IReadOnlyList<LeaderEntry> records)
    {
        var sending = new LeaderSending(records.Count);
        try
        {
            _producer.BeginTransaction();
            foreach (var record in records)
                sending.Send(_producer, record);
            sending.Wait(_monitor);
        }
        catch (KafkaException e)
        {
            return Abort(e);
        }

        try
        {
            _producer.CommitTransaction(CommitBudget);
            _monitor.Succeed();
            return new LeaderWriteResult.Committed(sending.Places);
        }
        catch (KafkaException e)
        {
            return EndWith("Committing the leader's records failed", e, mayBeCommitted: true);
        }
    }

    private LeaderWriteResult Abort(KafkaException cause)
    {
        const string What = "Writing the leader's records failed";
        if (IsTerminal(cause.Error))
            return EndWith(What, cause, mayBeCommitted: false);
        try
        {
            _producer.AbortTransaction(AbortBudget);
            return Failure(What, cause.Error, mayBeCommitted: false);
        }
        catch (KafkaException e)
        {
            // The abort may report fencing that the delivery report does not mention.
            return EndWith(What, IsFencing(e.Error) ? e : cause, mayBeCommitted: false);
        }
    }

    private LeaderWriteResult EndWith(string what, KafkaException cause, bool mayBeCommitted)
    {
        LeaderWriteResult end = IsFencing(cause.Error)
            ? new LeaderWriteResult.Fenced(cause.Error.Reason)
            : Failure(what, cause.Error, mayBeCommitted);
        if (end is LeaderWriteResult.Fenced)
            Log.Fenced(_logger, _transactionalId, cause.Error.Reason);
        else
            Log.Failed(_logger, _transactionalId, what, cause.Error.Reason);
        _end ??= end;
        return end;
    }

    private LeaderWriteResult.Failed Failure(string what, Error error, bool mayBeCommitted)
    {
        var remedy = error.Code == ErrorCode.TransactionalIdAuthorizationFailed
            ? $". Allow Write and Describe on the transactional id {_transactionalId}, or set {MembershipConfig.FencingKey}=none"
            : "";
        var failure = KafkaErrors.Exception(what, error);
        return new(new KafkaClientException(failure.Message + remedy, failure.Kind, failure.Code, failure.IsFatal), mayBeCommitted);
    }

    private bool IsTerminal(Error error) => error.IsFatal || error.Code == ErrorCode.Local_Fatal || IsFencing(error);

    /// <summary>Local_Fatal does not tell the cause; the monitor has recorded it.</summary>
    private bool IsFencing(Error error) => KafkaErrors.KindOf(error.Code) == KafkaErrorKind.Fenced || error.Code == ErrorCode.Local_Conflict
        || (error.Code == ErrorCode.Local_Fatal && _monitor.Fatal is { Kind: KafkaErrorKind.Fenced });
}
