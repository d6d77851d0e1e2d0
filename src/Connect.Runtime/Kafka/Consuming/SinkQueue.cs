using System.Diagnostics.CodeAnalysis;
using Connect.Connectors;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>What stands between a consumer's thread and its task: batches, bounded, and before them changes of the assignment.</summary>
/// <remarks>One thread writes, one flow reads. Records of partitions that left, were sought or are paused are taken out here, so that the reader never sees them.</remarks>
/// <param name="maxRecords">How many records a batch may have.</param>
/// <param name="maxBytes">How many bytes make it full.</param>
internal sealed class SinkQueue(int maxRecords, long maxBytes)
{
    private const int MaxBatches = 8;

    private readonly Lock _lock = new();
    private readonly Queue<SinkConsumerEvent> _changes = new();
    private readonly LinkedList<RecordBatch> _batches = new();
    private readonly HeldRecords _held = new();
    private TaskCompletionSource? _reader;
    private KafkaClientException? _failure;
    private long _bytes;

    /// <summary>Called on the reader's flow when it has made room.</summary>
    public Action? RoomMade { get; set; }

    /// <summary>Whether the writer should hold back.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
                return _batches.Count >= MaxBatches || _bytes >= maxBytes;
        }
    }

    /// <summary>Whether the reader has nearly caught up.</summary>
    public bool IsHalfEmpty
    {
        get
        {
            lock (_lock)
                return _batches.Count <= MaxBatches / 2 && _bytes <= maxBytes / 2;
        }
    }

    /// <summary>Adds a change of the assignment, ahead of records. Records of partitions that leave are dropped.</summary>
    /// <param name="change">The change.</param>
    /// <param name="leaving">The partitions that leave; null for none.</param>
    public void AddChange(SinkConsumerEvent change, IReadOnlyCollection<TopicPartition>? leaving = null)
    {
        lock (_lock)
        {
            if (leaving is not null)
            {
                DropUnderLock(leaving);
                _held.Forget(leaving);
            }

            _changes.Enqueue(change);
            WakeReader();
        }
    }

    /// <summary>Adds records, also when it is full.</summary>
    /// <param name="batch">The records. The queue owns it from now on.</param>
    public void AddBatch(RecordBatch batch)
    {
        lock (_lock)
        {
            if (_held.HasPaused)
                batch.Remove(_held.IsPaused, _held.Add);
            if (batch.Count == 0)
                return;
            _bytes += batch.Bytes;
            // A reader that is behind gets few large batches rather than many small ones.
            if (_batches.Last?.Value.TryMerge(batch) != true)
                _batches.AddLast(batch);
            WakeReader();
        }
    }

    /// <summary>Makes every further read fail. The first failure counts.</summary>
    /// <param name="failure">Why.</param>
    public void Fail(KafkaClientException failure)
    {
        lock (_lock)
        {
            _failure ??= failure;
            WakeReader();
        }
    }

    /// <summary>Drops records of partitions that were not taken yet.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Drop(IReadOnlyCollection<TopicPartition> partitions)
    {
        lock (_lock)
            DropUnderLock(partitions);
    }

    /// <summary>Keeps records of partitions back, those too that are here already.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Pause(IReadOnlyCollection<TopicPartition> partitions)
    {
        lock (_lock)
        {
            _held.Pause(partitions);
            foreach (var batch in _batches)
                batch.Remove(_held.IsPaused, _held.Add);
            RemoveEmpty();
        }
    }

    /// <summary>Lets records of partitions through again, first those that were kept back.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Resume(IReadOnlyCollection<TopicPartition> partitions)
    {
        lock (_lock)
        {
            var records = _held.Resume(partitions);
            for (var end = records.Count; end > 0; end -= maxRecords)
            {
                var batch = new RecordBatch(maxRecords, long.MaxValue);
                for (var i = Math.Max(0, end - maxRecords); i < end; i++)
                    batch.Add(records[i]);
                _batches.AddFirst(batch);
                _bytes += batch.Bytes;
                WakeReader();
            }
        }
    }

    /// <summary>Takes the next event.</summary>
    /// <param name="next">The event.</param>
    /// <exception cref="KafkaClientException">See <see cref="Fail"/>.</exception>
    public bool TryRead([NotNullWhen(true)] out SinkConsumerEvent? next)
    {
        lock (_lock)
        {
            if (_changes.TryDequeue(out next))
                return true;
            if (_failure is not null)
                throw _failure;
            if (_batches.First is not { } first)
                return false;
            _batches.RemoveFirst();
            _bytes -= first.Value.Bytes;
            next = new SinkConsumerEvent.Batch(first.Value.Records);
        }

        RoomMade?.Invoke();
        return true;
    }

    /// <summary>Completes when there is something to read.</summary>
    public Task WaitToReadAsync()
    {
        lock (_lock)
        {
            if (_changes.Count > 0 || _batches.Count > 0 || _failure is not null)
                return Task.CompletedTask;
            _reader ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reader.Task;
        }
    }

    private void DropUnderLock(IReadOnlyCollection<TopicPartition> partitions)
    {
        _held.Drop(partitions);
        foreach (var batch in _batches)
            batch.Remove(record => partitions.Contains(new TopicPartition(record.Topic, record.Partition)), null);
        RemoveEmpty();
    }

    private void RemoveEmpty()
    {
        for (var node = _batches.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Count == 0)
            {
                _batches.Remove(node);
                _bytes -= node.Value.Bytes;
            }

            node = next;
        }

        RoomMade?.Invoke();
    }

    private void WakeReader()
    {
        _reader?.TrySetResult();
        _reader = null;
    }
}
