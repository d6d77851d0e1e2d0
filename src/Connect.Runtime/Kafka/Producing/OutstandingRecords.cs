using System.Collections.Concurrent;
using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Embedded;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>Counts the records that a producer has taken and that have no result yet, and wakes who waits for room or for the last of them.</summary>
/// <remarks>One flow rents; the client's threads return.</remarks>
internal sealed class OutstandingRecords
{
    private readonly ConcurrentQueue<PendingDelivery> _free = new();
    private readonly List<PendingDelivery> _all = [];
    private readonly Lock _lock = new();
    private readonly int _maxRecords;
    private readonly long _maxBytes;
    private readonly ConnectionMonitor _monitor;
    private readonly EmbeddedBrokerUsage? _usage;
    private readonly ConditionSignal _room;
    private readonly ConditionSignal _empty;
    private int _count;
    private long _bytes;
    private int _refusedSize;
    private int _lowCount;
    private string? _heldTopic;

    /// <summary>Creates the count.</summary>
    /// <param name="maxRecords">How many records may be outstanding.</param>
    /// <param name="maxBytes">How many bytes; a single record may have more.</param>
    /// <param name="monitor">Told of successes.</param>
    /// <param name="usage">Told of bytes on the embedded broker; null elsewhere.</param>
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
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a place for a record.</summary>
    /// <param name="delivery">Who is told.</param>
    /// <param name="topic">The record's topic.</param>
    /// <param name="size">The record's bytes.</param>
    /// <returns>Null when there is no room.</returns>
    public PendingDelivery? TryRent(IDelivery delivery, string topic, int size)
    {
        var count = Count;
        if (count > 0 && (count >= _maxRecords || Volatile.Read(ref _bytes) + size > _maxBytes))
        {
            Refuse(size, ThreeQuarters(_maxRecords));
            return null;
        }

        if (_usage?.TryReserve(topic, size) == false)
        {
            _heldTopic = topic;
            return null;
        }

        if (!_free.TryDequeue(out var pending))
        {
            pending = new PendingDelivery(this);
            lock (_lock)
                _all.Add(pending);
        }

        pending.Begin(delivery, topic, size);
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _bytes, size);
        return pending;
    }

    /// <summary>Gives a place back that the client did not use.</summary>
    /// <param name="pending">The place.</param>
    /// <param name="isQueueFull">Whether the client had no room itself.</param>
    public void GiveBack(PendingDelivery pending, bool isQueueFull)
    {
        pending.Take();
        Release(pending);
        if (isQueueFull)
            Refuse(pending.Size, Count / 2);
    }

    /// <summary>Takes a place back after the record's result was told.</summary>
    /// <param name="pending">The place.</param>
    /// <param name="report">The result.</param>
    public void Return(PendingDelivery pending, DeliveryReport<byte[]?, byte[]?> report)
    {
        if (!report.Error.IsError)
        {
            _monitor.Succeed();
            _usage?.AddProduced(report.Topic, report.Partition.Value, report.Offset.Value, pending.Size);
        }

        Release(pending);
    }

    /// <summary>Completes when the record that was refused last has room.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        if (_heldTopic is { } topic)
        {
            await _usage!.WaitForRoomAsync(topic, cancellationToken).ConfigureAwait(false);
            _heldTopic = null;
        }

        await _room.WaitAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Completes when nothing is outstanding.</summary>
    public Task WaitForEmptyAsync() => _empty.WaitAsync();

    /// <summary>Wakes who waits, though there may be no room: the producer has failed or is closed.</summary>
    public void WakeAll()
    {
        _room.Release();
        _empty.Release();
    }

    /// <summary>Fails every record without a result. The client must be gone.</summary>
    /// <param name="error">Why.</param>
    public void FailAll(KafkaClientException error)
    {
        List<PendingDelivery> all;
        lock (_lock)
            all = [.. _all];
        foreach (var pending in all)
        {
            if (pending.Take() is not { } delivery)
                continue;
            delivery.OnFailed(error);
            Release(pending);
        }

        WakeAll();
    }

    private void Refuse(int size, int lowCount)
    {
        Volatile.Write(ref _refusedSize, size);
        Volatile.Write(ref _lowCount, lowCount);
    }

    private void Release(PendingDelivery pending)
    {
        _usage?.Release(pending.Topic, pending.Size);
        Interlocked.Add(ref _bytes, -pending.Size);
        var left = Interlocked.Decrement(ref _count);
        _free.Enqueue(pending);
        _room.Check();
        if (left == 0)
            _empty.Check();
    }

    // Not before a quarter is free, so that a full queue does not wake its writer for every record.
    private bool HasRoom()
    {
        var count = Count;
        var lowBytes = Math.Max(ThreeQuarters(_maxBytes), _refusedSize);
        return count == 0 || (count <= Volatile.Read(ref _lowCount) && Volatile.Read(ref _bytes) + Volatile.Read(ref _refusedSize) <= lowBytes);
    }

    private static int ThreeQuarters(int number) => number - (number / 4);

    private static long ThreeQuarters(long number) => number - (number / 4);
}
