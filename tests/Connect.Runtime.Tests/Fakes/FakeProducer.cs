using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>A producer in memory: acknowledges at once, or when told to.</summary>
internal sealed class FakeProducer : IRecordProducer
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _outstanding = [];
    private readonly List<ProducerRecord> _delivered = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether records are acknowledged as they come.</summary>
    public bool AcknowledgesAtOnce { get; set; } = true;

    /// <summary>How many records have room.</summary>
    public int Capacity { get; set; } = int.MaxValue;

    /// <summary>What the producer has failed with for good; null while it works.</summary>
    public KafkaClientException? Fatal
    {
        get;
        set
        {
            field = value;
            Failed?.Invoke();
        }
    }

    public event Action? Failed;

    public KafkaClientException? Failure => Fatal;

    /// <summary>Decides what a record fails with; null for success.</summary>
    public Func<ProducerRecord, KafkaClientException?> ErrorOf { get; set; } = _ => null;

    /// <summary>Told of each result before anybody else.</summary>
    public Action<ProducerRecord, KafkaClientException?> Settling { get; set; } = (_, _) => { };

    public bool IsDisposed { get; private set; }

    /// <summary>Whether records stay under way when they are given up, as those do whose acknowledgement is on its way already.</summary>
    public bool IgnoresAbandon { get; set; }

    /// <summary>Whether the producer was closed.</summary>
    public bool IsAbandoned { get; private set; }

    public BrokerConnection Connection { get; set; } = new("fake", null, null);

    public int Outstanding
    {
        get
        {
            lock (_gate)
                return _outstanding.Count;
        }
    }

    /// <summary>What is in Kafka.</summary>
    public IReadOnlyList<ProducerRecord> Delivered
    {
        get
        {
            lock (_gate)
                return [.. _delivered];
        }
    }

    public bool TryProduce(in ProducerRecord record, Delivery delivery)
    {
        if (Fatal is { } fatal)
            throw fatal;
        ThrowIfClosed();
        var copy = record with { Key = CopyOf(record.Key), Value = CopyOf(record.Value), Headers = CopyOf(record.Headers) };
        var entry = new Entry(copy, delivery);
        lock (_gate)
        {
            if (_outstanding.Count >= Capacity)
                return false;
            delivery.Topic = record.Topic;
            entry.IsSettled = AcknowledgesAtOnce;
            _outstanding.Add(entry);
            Change();
        }

        if (AcknowledgesAtOnce)
            Settle(entry, ErrorOf(copy));
        return true;
    }

    public bool TryBuffer(in ProducerRecord record, Delivery delivery) => TryProduce(record, delivery);

    public void SendBuffered()
    {
    }

    /// <summary>Acknowledges the record at a place among those that have no result yet.</summary>
    /// <returns>False when there is none.</returns>
    public bool Acknowledge(int index = 0) => TrySettle(index, null);

    /// <summary>Fails the record at a place among those that have no result yet.</summary>
    /// <returns>False when there is none.</returns>
    public bool Fail(KafkaClientException error, int index = 0) => TrySettle(index, error);

    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken) =>
        await UntilAsync(() => ThrowIfClosed() && _outstanding.Count < Capacity, cancellationToken);

    public async ValueTask WaitForDeliveriesAsync(CancellationToken cancellationToken) =>
        await UntilAsync(() => _outstanding.Count == 0, cancellationToken);

    /// <summary>Waits until so many records are outstanding.</summary>
    public Task WaitForOutstandingAsync(int count, CancellationToken cancellationToken) =>
        UntilAsync(() => _outstanding.Count == count, cancellationToken);

    public void Abandon()
    {
        if (IgnoresAbandon)
            return;
        lock (_gate)
        {
            IsAbandoned = true;
            Change();
        }

        FailAll();
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        IgnoresAbandon = false;
        Abandon();
        return ValueTask.CompletedTask;
    }

    private static ArraySegment<byte> CopyOf(ArraySegment<byte> bytes) => bytes.Array is null ? default : new(bytes.ToArray());

    private static Connect.Converters.RawHeaders? CopyOf(Connect.Converters.RawHeaders? headers)
    {
        if (headers is null)
            return null;
        var copy = new Connect.Converters.RawHeaders();
        foreach (var header in headers)
            copy.Add(header.Key, header.Value);
        return copy;
    }

    private bool ThrowIfClosed() =>
        IsAbandoned ? throw new KafkaClientException("The producer is closed.", KafkaErrorKind.Closed, isFatal: true) : true;

    private void FailAll()
    {
        while (TrySettle(0, new KafkaClientException("The producer was closed.", KafkaErrorKind.Closed)))
        {
        }
    }

    /// <summary>Gives a record its one result.</summary>
    private bool TrySettle(int index, KafkaClientException? error)
    {
        Entry? entry;
        lock (_gate)
        {
            entry = _outstanding.Where(entry => !entry.IsSettled).Skip(index).FirstOrDefault();
            if (entry is null)
                return false;
            entry.IsSettled = true;
        }

        Settle(entry, error);
        return true;
    }

    private void Settle(Entry entry, KafkaClientException? error)
    {
        long offset;
        Settling(entry.Record, error);
        lock (_gate)
        {
            offset = _delivered.Count;
            if (error is null)
                _delivered.Add(entry.Record);
        }

        if (error is null)
            entry.Delivery.OnDelivered(new RecordMetadata(entry.Record.Topic, entry.Record.Partition ?? 0, offset, entry.Record.Timestamp ?? -1));
        else
            entry.Delivery.OnFailed(error);
        lock (_gate)
        {
            _outstanding.Remove(entry);
            Change();
        }
    }

    private void Change()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }

    private async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (Fatal is { } fatal)
                    throw fatal;
                if (condition())
                    return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private sealed class Entry(ProducerRecord record, Delivery delivery)
    {
        public ProducerRecord Record { get; } = record;

        public Delivery Delivery { get; } = delivery;

        public bool IsSettled { get; set; }
    }
}
