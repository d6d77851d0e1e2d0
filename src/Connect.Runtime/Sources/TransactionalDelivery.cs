using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Delivers exactly once: records and their offsets become visible together, in one transaction of the task's own producer
/// (KIP-618).</summary>
/// <remarks>
/// <para>1. Fence the producers of previous tasks. 2. Initialize the transactional id, which fences the previous run of this task. 3. Verify that the
/// task is still assigned here. 4. Read the offsets. 5. Begin a transaction with the first record, and send. 6. At the transaction's boundary, wait
/// for the acknowledgements. 7. Send the offsets. 8. Commit. 9. Notify the task.</para>
/// <para>If the process dies at 5 to 7, the transaction is invisible to read_committed consumers, the next run of the task aborts it at 2, and its
/// records are read again. If it dies at 8, all of the transaction is committed or nothing. If it dies between 8 and 9, the task is not notified of
/// its last records.</para>
/// <para>A record that cannot be written fails the task, because a transaction cannot omit a record that was sent. Corresponds to
/// <c>org.apache.kafka.connect.runtime.ExactlyOnceWorkerSourceTask</c>.</para>
/// </remarks>
internal sealed partial class TransactionalDelivery : ISourceDelivery
{
    private static readonly TimeSpan AbortBudget = TimeSpan.FromSeconds(5);

    private readonly TransactionalParts _parts;
    private readonly TaskControl _control;
    private readonly TimeProvider _time;
    private readonly ILogger<TransactionalDelivery> _logger;
    private readonly ITransactionalProducer _producer;
    private readonly SourceDeliveries _answers;
    private readonly Lock _reading = new();
    private readonly OutgoingRecord[] _run = new OutgoingRecord[ISourceDelivery.MaxRun];
    private TimeSpan _lastCommit;
    private Exception? _failure;
    private long _intervalBegan;
    private long _began;
    private long _sent;
    private long _written;
    private int _records;
    private bool _isOpen;
    private bool _hasChanges;
    private bool _hasCommitted;

    /// <summary>Creates the delivery of one task.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="control">The task's control.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    public TransactionalDelivery(TransactionalParts parts, TaskControl control, TimeProvider time, ILogger<TransactionalDelivery> logger)
    {
        (_parts, _control, _time, _logger) = (parts, control, time, logger);
        (_producer, _answers) = (parts.Producer, parts.Answers);
        _producer.Failed += control.Interrupt;
    }

    /// <inheritdoc/>
    public Exception? Failure => Volatile.Read(ref _failure)
        ?? (((Exception?)_producer.Failure ?? _answers.Failure) is { } failure ? Explain(failure) : null);

    /// <inheritdoc/>
    public long Active => _parts.Tracker.Active;

    /// <inheritdoc/>
    public long Written
    {
        get
        {
            lock (_reading)
            {
                // Read the sent count first, so that a record in flight counts as not written and the result never decreases.
                var sent = Volatile.Read(ref _sent);
                return _written = Math.Max(_written, sent - _producer.Outstanding - _answers.NotWritten);
            }
        }
    }

    /// <inheritdoc/>
    public SourceAudit Audit => _answers.Audit;

    /// <inheritdoc/>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _parts.Fence(cancellationToken).ConfigureAwait(false);
        await _parts.AwaitLeaseAsync(_control.Lease, cancellationToken).ConfigureAwait(false);
        try
        {
            await _producer.InitializeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaClientException e)
        {
            throw Explain(e);
        }

        await _parts.Verify(cancellationToken).ConfigureAwait(false);
        await _parts.Offsets.LoadKeysAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Start() => _intervalBegan = _time.GetTimestamp();

    /// <inheritdoc/>
    public void Submit(ReadOnlySpan<SourceRecord> records) => _parts.Tracker.Submit(records, _run);

    /// <inheritdoc/>
    public ValueTask SendAsync(int index, SourceRecord record, in ProducerRecord encoded)
    {
        if (encoded.Topic == _parts.Store.Topic)
            return ValueTask.FromException(
                new ConnectException("Source tasks may not produce to their own offsets topics when exactly-once support is enabled"));
        var outgoing = _run[index];
        if (_answers.NeedsRecord)
            outgoing.Record = record;
        if (!_isOpen)
            Begin();
        if (!_producer.TryBuffer(encoded, outgoing))
            return SendSlowAsync(record, encoded, outgoing);
        _records++;
        Volatile.Write(ref _sent, _sent + 1);
        return AfterRecordAsync(record);
    }

    /// <inheritdoc/>
    public long CountUnacknowledged() => _parts.Tracker.CountUnacknowledged();

    /// <inheritdoc/>
    public void SendBuffered() => _producer.SendBuffered();

    /// <inheritdoc/>
    public ValueTask LeaveOutAsync(int index, SourceRecord record)
    {
        BeginChanges();
        _answers.LeftOut(_run[index], record);
        return AfterRecordAsync(record);
    }

    /// <inheritdoc/>
    public ValueTask EndPollAsync()
    {
        _producer.SendBuffered();
        _parts.Tracker.Advance();
        return _parts.Settings.Boundary switch
        {
            TransactionBoundary.Connector => EndAsync(_parts.Context!.TakeBatch()),
            TransactionBoundary.Poll when _hasChanges && _records < _parts.Settings.MaxRecords && LeftOf(Window, _began) > TimeSpan.Zero =>
                ValueTask.CompletedTask,
            TransactionBoundary.Interval when LeftOf(_parts.Settings.Interval, _intervalBegan) > TimeSpan.Zero => ValueTask.CompletedTask,
            _ => CommitAsync(),
        };
    }

    /// <inheritdoc/>
    public async ValueTask WhilePollingAsync(Task polling)
    {
        if (!_hasChanges || _parts.Settings.Boundary == TransactionBoundary.Connector)
            return;
        var left = _parts.Settings.Boundary == TransactionBoundary.Interval ? LeftOf(_parts.Settings.Interval, _intervalBegan)
            : LeftOf(Window, _began);
        if (_parts.Settings.Boundary == TransactionBoundary.Poll && left > TransactionSettings.PollGrace)
            left = TransactionSettings.PollGrace;
        if (left > TimeSpan.Zero)
            await polling.WaitAsync(left, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!polling.IsCompleted)
            await CommitAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask PauseAsync() => EndWithoutPollsAsync();

    /// <inheritdoc/>
    public async ValueTask<bool> TryCompleteAsync()
    {
        await EndWithoutPollsAsync().ConfigureAwait(false);
        return !_hasChanges
            ? true
            : throw new ConnectException(
                $"Task {_parts.Id} has said that it has no more records within a transaction that it has not committed "
                    + "(transaction.boundary=connector). The transaction is aborted; its records are read again after a restart. The task must commit it before it calls SignalEnd.");
    }

    /// <inheritdoc/>
    public bool TakeCommit()
    {
        var hasCommitted = _hasCommitted;
        _hasCommitted = false;
        return hasCommitted;
    }

    /// <inheritdoc/>
    public async Task<bool> FinishAsync(bool failed)
    {
        _control.Cancelled.ThrowIfCancellationRequested();
        if (!failed && Failure is null)
            await EndWithoutPollsAsync().ConfigureAwait(false);
        if (_isOpen)
            await AbortAtEndAsync().ConfigureAwait(false);
        return TakeCommit();
    }

    /// <inheritdoc/>
    public void Abandon() => _producer.Abandon();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _producer.DisposeAsync();

    private TimeSpan Window => TransactionSettings.WindowAfter(_lastCommit);

    private TimeSpan LeftOf(TimeSpan span, long since) => span - _time.GetElapsedTime(since);

    private Exception Explain(Exception failure) =>
        ReferenceEquals(failure, _failure) ? failure
            : TransactionFailure.Explain(_parts.Id, _producer.TransactionalId, _parts.TransactionTimeout, failure);

    private void Begin()
    {
        try
        {
            _producer.Begin();
        }
        catch (KafkaClientException e)
        {
            throw _failure = Explain(e);
        }

        _isOpen = true;
        BeginChanges();
    }

    private void BeginChanges()
    {
        if (_hasChanges)
            return;
        _hasChanges = true;
        _began = _time.GetTimestamp();
    }

    private async ValueTask SendSlowAsync(SourceRecord record, ProducerRecord encoded, OutgoingRecord outgoing)
    {
        do
        {
            await _producer.WaitForRoomAsync(_control.Cancelled).ConfigureAwait(false);
            if (Failure is { } failure)
                throw failure;
        }
        while (!_producer.TryBuffer(encoded, outgoing));
        _records++;
        Volatile.Write(ref _sent, _sent + 1);
        await AfterRecordAsync(record).ConfigureAwait(false);
    }

    private ValueTask AfterRecordAsync(SourceRecord record)
    {
        if (_answers.Failure is not null)
            return ValueTask.FromException(Failure!);
        return _parts.Context is null ? ValueTask.CompletedTask : EndAsync(_parts.Context.Take(record), isRecord: true);
    }

    /// <summary>Executes the task's request.</summary>
    private ValueTask EndAsync(TransactionRequest request, bool isRecord = false) => request switch
    {
        TransactionRequest.Commit => CommitAsync(),
        TransactionRequest.Abort => AbortAsync(isRecord ? "record" : "batch"),
        _ => ValueTask.CompletedTask,
    };

    /// <summary>Ends the open transaction because the task pauses or stops. If the task defines its transactions, only if it has requested
    /// that.</summary>
    private ValueTask EndWithoutPollsAsync() =>
        _parts.Context is { } context ? EndAsync(context.TakeBatch()) : _hasChanges ? CommitAsync() : ValueTask.CompletedTask;

    /// <summary>Stores the offsets and commits them together with the records. The task is notified even if there was nothing to commit.</summary>
    /// <param name="areInKafka">False if the records were aborted and only their offsets are stored.</param>
    private async ValueTask CommitAsync(bool areInKafka = true)
    {
        if (_hasChanges)
        {
            var started = _time.GetTimestamp();
            var isDone = false;
            try
            {
                await StoreAsync().ConfigureAwait(false);
                isDone = true;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw _failure = Explain(await FindCauseAsync(e).ConfigureAwait(false));
            }
            finally
            {
                _lastCommit = _time.GetElapsedTime(started);
                _parts.Times.Record(_lastCommit, isDone);
            }

            // If the process dies here, the transaction is committed, but the task is not notified.
            await _parts.Store.CopyAsync(_control.Cancelled).ConfigureAwait(false);
            _parts.TransactionCommitted?.Invoke(areInKafka ? _records : 0);
            _parts.Records?.Notify(areInKafka);
            if (!areInKafka)
                Audit.Aborted(_records);
            (_records, _hasChanges) = (0, false);
        }

        _hasCommitted = true;
        _intervalBegan = _time.GetTimestamp();
    }

    private async Task StoreAsync()
    {
        await DrainAsync().ConfigureAwait(false);
        _parts.Tracker.Advance();
        _parts.Writer.Stage(_parts.Tracker.TakeCommittable());
        if (_parts.Writer.HasPending)
        {
            if (!_isOpen)
                Begin();
            if (!await _parts.Writer.FlushAsync(_control.Cancelled).ConfigureAwait(false))
                throw new ConnectException(
                    $"An offset of task {_parts.Id} cannot be stored, so its records cannot be committed: {_parts.Writer.Unwritable!.Message}",
                    _parts.Writer.Unwritable);
        }

        if (!_isOpen)
            return;
        _control.Cancelled.ThrowIfCancellationRequested();
        await _producer.CommitAsync(_control.Cancelled).ConfigureAwait(false);
        _isOpen = false;
    }

    /// <summary>The abort may report fencing that the record's delivery report does not mention.</summary>
    private async Task<Exception> FindCauseAsync(Exception failure)
    {
        if (!_isOpen || _producer.Failure is not null || _control.IsCancelled)
            return _producer.Failure ?? failure;
        var aborting = await TryAbortAsync().ConfigureAwait(false);
        return _producer.Failure ?? aborting as KafkaClientException ?? failure;
    }

    private async ValueTask AbortAsync(string what)
    {
        if (_isOpen)
        {
            Log.Aborts(_logger, _parts.Id, what);
            try
            {
                await DrainAsync().ConfigureAwait(false);
                await _producer.AbortAsync(_control.Cancelled).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw _failure = Explain(e);
            }

            _isOpen = false;
        }
        else
        {
            Log.NothingToAbort(_logger, _parts.Id);
        }

        // The records are dropped. Their offsets are stored, so that the task does not read the same records again.
        await CommitAsync(areInKafka: false).ConfigureAwait(false);
    }

    private async Task DrainAsync()
    {
        await _producer.WaitForDeliveriesAsync(_control.Cancelled).ConfigureAwait(false);
        if (_answers.Failure is { } failure)
            throw failure;
    }

    /// <summary>Ends the transaction of a task that has failed, so that no reader waits for it.</summary>
    private async Task AbortAtEndAsync()
    {
        if (_producer.Failure is null && await TryAbortAsync().ConfigureAwait(false) is { } failure && !_control.IsCancelled)
            Log.NotAborted(_logger, _parts.Id, _parts.TransactionTimeout, failure.Message);
    }

    /// <returns>Why the transaction could not be aborted; null if it was.</returns>
    private async Task<Exception?> TryAbortAsync()
    {
        using var overdue = new CancellationTokenSource(AbortBudget, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_control.Cancelled, overdue.Token);
        try
        {
            await _producer.AbortAsync(either.Token).ConfigureAwait(false);
            _isOpen = false;
            return null;
        }
        catch (Exception e) when (e is KafkaClientException or OperationCanceledException)
        {
            return e;
        }
    }
}
