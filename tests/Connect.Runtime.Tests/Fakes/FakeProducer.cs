using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>A producer in memory: acknowledges at once, or when told to.</summary>
internal sealed class FakeProducer : IRecordProducer
{
    private readonly Lock _gate = new();
    private readonly List<(ProducerRecord Record, Delivery Delivery)> _outstanding = [];
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

    public bool IsDisposed { get; private set; }

    public BrokerConnection Connection { get; } = new("fake", null, null);

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
        var copy = record with { Headers = CopyOf(record.Headers) };
        lock (_gate)
        {
            if (_outstanding.Count >= Capacity)
                return false;
            delivery.Topic = record.Topic;
            _outstanding.Add((copy, delivery));
            Change();
        }

        if (AcknowledgesAtOnce)
            Settle(copy, delivery, ErrorOf(copy));
        return true;
    }

    public bool TryBuffer(in ProducerRecord record, Delivery delivery) => TryProduce(record, delivery);

    public void SendBuffered()
    {
    }

    /// <summary>Acknowledges the record at a place among the outstanding ones.</summary>
    public void Acknowledge(int index = 0)
    {
        var (record, delivery) = At(index);
        Settle(record, delivery, null);
    }

    /// <summary>Fails the record at a place among the outstanding ones.</summary>
    public void Fail(KafkaClientException error, int index = 0)
    {
        var (record, delivery) = At(index);
        Settle(record, delivery, error);
    }

    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => await UntilAsync(() => _outstanding.Count < Capacity, cancellationToken);

    public async ValueTask WaitForDeliveriesAsync(CancellationToken cancellationToken) => await UntilAsync(() => _outstanding.Count == 0, cancellationToken);

    /// <summary>Waits until so many records are outstanding.</summary>
    public Task WaitForOutstandingAsync(int count, CancellationToken cancellationToken) => UntilAsync(() => _outstanding.Count == count, cancellationToken);

    public void Abandon()
    {
        while (Outstanding > 0)
            Fail(new KafkaClientException("The producer was closed.", KafkaErrorKind.Closed));
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        Abandon();
        return ValueTask.CompletedTask;
    }

    private static Connect.Converters.RawHeaders? CopyOf(Connect.Converters.RawHeaders? headers)
    {
        if (headers is null)
            return null;
        var copy = new Connect.Converters.RawHeaders();
        foreach (var header in headers)
            copy.Add(header.Key, header.Value);
        return copy;
    }

    private (ProducerRecord Record, Delivery Delivery) At(int index)
    {
        lock (_gate)
            return _outstanding[index];
    }

    private void Settle(ProducerRecord record, Delivery delivery, KafkaClientException? error)
    {
        long offset;
        lock (_gate)
        {
            offset = _delivered.Count;
            if (error is null)
                _delivered.Add(record);
        }

        if (error is null)
            delivery.OnDelivered(new RecordMetadata(record.Topic, record.Partition ?? 0, offset, record.Timestamp ?? -1));
        else
            delivery.OnFailed(error);
        lock (_gate)
        {
            _outstanding.RemoveAt(_outstanding.FindIndex(entry => ReferenceEquals(entry.Delivery, delivery)));
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
}
