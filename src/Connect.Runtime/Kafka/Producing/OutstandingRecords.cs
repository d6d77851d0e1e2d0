using System.Runtime.InteropServices;
using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Embedded;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>Counts a producer's accepted records without a result, and wakes callers that wait for room or for the last result.</summary>
/// <remarks>One thread adds, the client's threads complete. Each side has its own counter; a shared one would move its cache line between processors
/// for every record.</remarks>
internal sealed class OutstandingRecords
{
    private readonly HashSet<Delivery> _deliveries = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _lock = new();
    private readonly int _maxRecords;
    private readonly long _maxBytes;
    private readonly ConnectionMonitor _monitor;
    private readonly EmbeddedBrokerUsage? _usage;
    private readonly ConditionSignal _room;
    private readonly ConditionSignal _empty;
    private readonly Sum _taken = new();
    private readonly Sum _returned = new();
    private long _returnedRecords;
    private long _returnedBytes;
    private int _refusedSize;
    private int _lowCount;
    private string? _heldTopic;

    /// <summary>Creates the counter.</summary>
    /// <param name="maxRecords">The maximum number of outstanding records.</param>
    /// <param name="maxBytes">The maximum number of bytes; a single record may exceed it.</param>
    /// <param name="monitor">Notified about successes.</param>
    /// <param name="usage">Notified about bytes on the embedded broker; null for a real one.</param>
    public OutstandingRecords(int maxRecords, long maxBytes, ConnectionMonitor monitor, EmbeddedBrokerUsage? usage)
    {
        _maxRecords = maxRecords;
        _maxBytes = maxBytes;
        _monitor = monitor;
        _usage = usage;
        _lowCount = ThreeQuarters(maxRecords);
        _room = new ConditionSignal(HasRoom);
        _empty = new ConditionSignal(() => Count == 0);
    }

    /// <summary>How many records are outstanding.</summary>
    public int Count
    {
        get
        {
            // In this order: a completed record was added before.
            var returned = Volatile.Read(ref _returned.Records);
            return (int)(Volatile.Read(ref _taken.Records) - returned);
        }
    }

    /// <summary>How many bytes they have.</summary>
    public long Bytes
    {
        get
        {
            var returned = Volatile.Read(ref _returned.Bytes);
            return Volatile.Read(ref _taken.Bytes) - returned;
        }
    }

    /// <summary>Counts a record, if there is room for it.</summary>
    /// <param name="topic">The record's topic.</param>
    /// <param name="size">The record's bytes.</param>
    /// <returns>False if there is no room.</returns>
    public bool TryTake(string topic, int size)
    {
        if (!HasRoomFor(size))
        {
            Refuse(size, ThreeQuarters(_maxRecords));
            return false;
        }

        if (_usage?.TryReserve(topic, size) == false)
        {
            _heldTopic = topic;
            return false;
        }

        Volatile.Write(ref _taken.Records, _taken.Records + 1);
        Volatile.Write(ref _taken.Bytes, _taken.Bytes + size);
        return true;
    }

    /// <summary>Registers a delivery to notify when the client is closed.</summary>
    /// <param name="delivery">The delivery.</param>
    public void Add(Delivery delivery)
    {
        lock (_lock)
            _deliveries.Add(delivery);
    }

    /// <summary>Removes a record that the client did not accept.</summary>
    /// <param name="delivery">Its delivery.</param>
    /// <param name="isQueueFull">Whether the client's own queue was full.</param>
    public void GiveBack(Delivery delivery, bool isQueueFull)
    {
        delivery.TryEnd();
        Release(delivery, delivery.Topic, delivery.Size);
        if (isQueueFull)
            Refuse(delivery.Size, Count / 2);
    }

    /// <summary>Removes a record after its result was reported.</summary>
    /// <param name="delivery">Its delivery.</param>
    /// <param name="topic">The record's topic.</param>
    /// <param name="size">The record's size in bytes.</param>
    /// <param name="report">The result.</param>
    public void Return(Delivery delivery, string topic, int size, DeliveryReport<byte[]?, byte[]?> report)
    {
        if (!report.Error.IsError)
        {
            _monitor.Succeed();
            _usage?.AddProduced(topic, report.Partition.Value, report.Offset.Value, size);
        }

        Release(delivery, topic, size);
    }

    /// <summary>Removes records after their results were reported.</summary>
    /// <param name="records">The number of records.</param>
    /// <param name="bytes">Their size in bytes.</param>
    public void Return(int records, long bytes)
    {
        Interlocked.Add(ref _returned.Bytes, bytes);
        Interlocked.Add(ref _returned.Records, records);
        _room.Check();
        _empty.Check();
    }

    /// <summary>Completes when the record that was refused last has room.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        if (_heldTopic is { } topic)
        {
            await _usage!.WaitForRoomAsync(topic, cancellationToken).ConfigureAwait(false);
            _heldTopic = null;
        }

        await _room.WaitAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Completes when no record is outstanding.</summary>
    public Task WaitForEmptyAsync() => _empty.WaitAsync();

    /// <summary>Wakes all waiters, even if there is no room: the producer has failed or is closed.</summary>
    public void WakeAll()
    {
        _room.Release();
        _empty.Release();
    }

    /// <summary>Fails every record without a result. The client must be gone.</summary>
    /// <param name="error">Why.</param>
    public void FailAll(KafkaClientException error)
    {
        Delivery[] all;
        lock (_lock)
            all = [.. _deliveries];
        foreach (var delivery in all)
        {
            var (topic, size) = (delivery.Topic, delivery.Size);
            if (!delivery.TryEnd())
                continue;
            delivery.OnFailed(error);
            Release(delivery, topic, size);
        }

        WakeAll();
    }

    // Reads the other side's counter only if the last known value leaves no room.
    private bool HasRoomFor(int size)
    {
        if (_taken.Records - _returnedRecords < _maxRecords && _taken.Bytes - _returnedBytes + size <= _maxBytes)
            return true;
        _returnedRecords = Volatile.Read(ref _returned.Records);
        _returnedBytes = Volatile.Read(ref _returned.Bytes);
        var count = _taken.Records - _returnedRecords;
        return count == 0 || (count < _maxRecords && _taken.Bytes - _returnedBytes + size <= _maxBytes);
    }

    private void Refuse(int size, int lowCount)
    {
        Volatile.Write(ref _refusedSize, size);
        Volatile.Write(ref _lowCount, lowCount);
    }

    private void Release(Delivery delivery, string topic, int size)
    {
        _usage?.Release(topic, size);
        if (!delivery.IsPooled)
        {
            lock (_lock)
                _deliveries.Remove(delivery);
        }

        Return(1, size);
    }

    // Only when a quarter is free, so that a full queue does not wake its writer for every record.
    private bool HasRoom()
    {
        var count = Count;
        var lowBytes = Math.Max(ThreeQuarters(_maxBytes), _refusedSize);
        return count == 0 || (count <= Volatile.Read(ref _lowCount) && Bytes + Volatile.Read(ref _refusedSize) <= lowBytes);
    }

    private static int ThreeQuarters(int number) => number - (number / 4);

    private static long ThreeQuarters(long number) => number - (number / 4);

    // Padded to have its own cache lines: processors fetch 128 bytes at once.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private sealed class Sum
    {
        [FieldOffset(128)]
        public long Records;

        [FieldOffset(136)]
        public long Bytes;
    }
}
