using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>Writes in transactions with the cluster's transactional id: the broker refuses all writers but the one that claimed it last.</summary>
/// <remarks>
/// <para>Calls that wait while a transaction is being written share the next one: a leader that creates many connectors in a row would otherwise
/// spend its time on transactions of one record. If a shared transaction is aborted, each of its calls is tried alone.</para>
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

    /// <summary>How many records the calls of a shared transaction have at most; a single call may have more.</summary>
    private const int LargestTransaction = 1000;

    private static readonly TimeSpan CommitBudget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AbortBudget = TimeSpan.FromSeconds(5);

    private readonly string _transactionalId;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly ConnectionMonitor _monitor;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly List<Call> _waiting = [];
    private volatile LeaderWriteResult? _end;
    private Task _running = Task.CompletedTask;
    private bool _isWriting;
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
        Task<LeaderWriteResult> claiming;
        lock (_lock)
        {
            if (_end is { } end)
                return end;
            if (_isClaimed)
                throw new InvalidOperationException("This writer has already claimed the leadership.");
            cancellationToken.ThrowIfCancellationRequested();
            _isClaimed = true;
            _running = claiming = OnThread(Claim);
        }

        try
        {
            return await claiming.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _end ??= Failure("The claim was cancelled", new Error(ErrorCode.Local_TimedOut), mayBeCommitted: false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<LeaderWriteResult> WriteAsync(IReadOnlyList<LeaderEntry> records, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(records.Count);
        cancellationToken.ThrowIfCancellationRequested();
        var call = new Call(records);
        lock (_lock)
        {
            if (_end is { } end)
                return end;
            if (!_isClaimed)
                throw new InvalidOperationException("Claim the leadership before the first write.");
            _waiting.Add(call);
            if (!_isWriting)
            {
                _isWriting = true;
                _running = WriteWaitingAsync(_running);
            }
        }

        var withdrawal = cancellationToken.UnsafeRegister(_ => Withdraw(call, cancellationToken), null);
        await using (withdrawal.ConfigureAwait(false))
            return await call.Done.Task.ConfigureAwait(false);
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

    /// <summary>Runs blocking calls of the client on a thread of their own.</summary>
    private static Task<T> OnThread<T>(Func<T> calls) =>
        Task.Factory.StartNew(calls, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Withdraw(Call call, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(call))
                return;
        }

        call.Done.TrySetCanceled(cancellationToken);
    }

    private async Task WriteWaitingAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await OnThread(() =>
        {
            while (TakeWaiting() is { Count: > 0 } calls)
                WriteTogether(calls);
            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>Takes the calls of the next transaction; none ends the thread.</summary>
    private List<Call> TakeWaiting()
    {
        lock (_lock)
        {
            var (count, records) = (0, 0);
            while (count < _waiting.Count && (count == 0 || records + _waiting[count].Records.Count <= LargestTransaction))
                records += _waiting[count++].Records.Count;
            var taken = _waiting.GetRange(0, count);
            _waiting.RemoveRange(0, count);
            _isWriting = count > 0;
            return taken;
        }
    }

    private void WriteTogether(List<Call> calls)
    {
        var result = WriteOrEnd([.. calls.SelectMany(call => call.Records)]);
        if (calls.Count > 1 && result is LeaderWriteResult.Failed { MayBeCommitted: false } && _end is null)
        {
            foreach (var call in calls)
                call.Done.TrySetResult(WriteOrEnd(call.Records));
            return;
        }

        var written = 0;
        foreach (var call in calls)
        {
            call.Done.TrySetResult(
                result is LeaderWriteResult.Committed committed
                    ? new LeaderWriteResult.Committed([.. committed.Places.Skip(written).Take(call.Records.Count)]) : result);
            written += call.Records.Count;
        }
    }

    /// <summary>Never throws: a call that got no result would wait for ever.</summary>
    private LeaderWriteResult WriteOrEnd(IReadOnlyList<LeaderEntry> records)
    {
        try
        {
            return _end ?? Write(records);
        }
        catch (Exception e)
        {
            return _end ??= new LeaderWriteResult.Failed(
                new KafkaClientException($"Writing the leader's records failed: {e.Message}", KafkaErrorKind.Other, innerException: e),
                MayBeCommitted: true);
        }
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

    private sealed class Call(IReadOnlyList<LeaderEntry> records)
    {
        public IReadOnlyList<LeaderEntry> Records => records;

        public TaskCompletionSource<LeaderWriteResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
