using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>At-least-once delivery: an offset is stored after its record, and all records before it, were acknowledged.</summary>
/// <remarks>Records are counted, never awaited. Acknowledgements arrive on the producer's threads and only set a flag.</remarks>
internal sealed partial class AtLeastOnceDelivery : ISourceDelivery
{
    private readonly AtLeastOnceParts _parts;
    private readonly TaskControl _control;
    private readonly TimeProvider _time;
    private readonly ILogger<AtLeastOnceDelivery> _logger;
    private readonly IRecordProducer _producer;
    private readonly SourceDeliveries _answers;
    private readonly Lock _reading = new();
    private readonly OutgoingRecord[] _run = new OutgoingRecord[ISourceDelivery.MaxRun];
    private long _sent;
    private long _written;

    /// <summary>Creates the delivery of one task.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="control">The task's control.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    public AtLeastOnceDelivery(AtLeastOnceParts parts, TaskControl control, TimeProvider time, ILogger<AtLeastOnceDelivery> logger)
    {
        (_parts, _control, _time, _logger) = (parts, control, time, logger);
        (_producer, _answers) = (parts.Producer, parts.Answers);
        _producer.Failed += control.Interrupt;
    }

    /// <inheritdoc/>
    public Exception? Failure => _answers.Failure ?? _producer.Failure;

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
    public Task OpenAsync(CancellationToken cancellationToken) => _parts.Offsets.LoadKeysAsync(cancellationToken);

    /// <inheritdoc/>
    public void Start()
    {
        _parts.Committer.Start(OnCommitted);
        _parts.Watch.Start();
    }

    /// <inheritdoc/>
    public void Submit(ReadOnlySpan<SourceRecord> records) => _parts.Tracker.Submit(records, _run);

    /// <inheritdoc/>
    public ValueTask SendAsync(int index, SourceRecord record, in ProducerRecord encoded)
    {
        var outgoing = _run[index];
        if (_answers.NeedsRecord)
            outgoing.Record = record;
        if (!_producer.TryBuffer(encoded, outgoing))
            return SendSlowAsync(encoded, outgoing);
        Volatile.Write(ref _sent, _sent + 1);
        return _answers.Failure is { } failure ? ValueTask.FromException(failure) : ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public long CountUnacknowledged() => _parts.Tracker.CountUnacknowledged();

    /// <inheritdoc/>
    public void SendBuffered() => _producer.SendBuffered();

    /// <inheritdoc/>
    public ValueTask LeaveOutAsync(int index, SourceRecord record)
    {
        _answers.LeftOut(_run[index], record);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask EndPollAsync()
    {
        _producer.SendBuffered();
        _parts.Tracker.Advance();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask WhilePollingAsync(Task polling) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask PauseAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask<bool> TryCompleteAsync()
    {
        _parts.Tracker.Advance();
        return _parts.Tracker.Active == 0 && await _parts.Committer.CommitAsync(_control.Cancelled).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public bool TakeCommit() => _parts.Committer.TakeCommitted();

    /// <inheritdoc/>
    public async Task<bool> FinishAsync(bool failed)
    {
        await _parts.Committer.EndAsync().ConfigureAwait(false);
        await DrainAsync().ConfigureAwait(false);
        return await _parts.Committer.CommitAsync(_control.Cancelled).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Abandon()
    {
        _parts.Committer.Abandon();
        _parts.Watch.Abandon();
        _producer.Abandon();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _producer.DisposeAsync().ConfigureAwait(false);
        await _parts.Committer.DisposeAsync().ConfigureAwait(false);
        await _parts.Watch.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask SendSlowAsync(ProducerRecord encoded, OutgoingRecord outgoing)
    {
        do
        {
            await _producer.WaitForRoomAsync(_control.Cancelled).ConfigureAwait(false);
            if (_answers.Failure is { } failure)
                throw failure;
        }
        while (!_producer.TryBuffer(encoded, outgoing));
        Volatile.Write(ref _sent, _sent + 1);
        if (_answers.Failure is { } late)
            throw late;
    }

    /// <summary>Waits for the acknowledgements of all sent records.</summary>
    private async Task DrainAsync()
    {
        using var overdue = new CancellationTokenSource(_parts.FlushTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_control.Cancelled, overdue.Token);
        try
        {
            await _producer.WaitForDeliveriesAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_control.IsCancelled && overdue.IsCancellationRequested)
        {
            Log.DeliveriesOutstanding(_logger, _parts.Id, _producer.Outstanding);
        }
        catch (KafkaClientException e) when (!_control.IsCancelled)
        {
            Log.ProducerFailed(_logger, _parts.Id, _producer.Outstanding, e);
        }
    }

    /// <summary>Wakes a paused task so it can observe the commit. Does not interrupt a poll.</summary>
    private void OnCommitted()
    {
        if (_control.IsPaused)
            _control.Interrupt();
    }
}
