namespace Connect.Runtime.Kafka.Consuming;

/// <summary>A batch of records for a task. It grows up to a limit and is passed on as a whole.</summary>
/// <param name="maxRecords">The maximum number of records.</param>
/// <param name="maxBytes">The approximate maximum number of bytes; a single record may exceed it.</param>
internal sealed class RecordBatch(int maxRecords, long maxBytes)
{
    private const int FirstCapacity = 16;

    private ConsumedRecord[] _records = new ConsumedRecord[Math.Min(FirstCapacity, maxRecords)];

    /// <summary>How many records it has.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of their keys and values.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether it is full.</summary>
    public bool IsFull => Count == maxRecords || Bytes >= maxBytes;

    /// <summary>Its records.</summary>
    public ArraySegment<ConsumedRecord> Records => new(_records, 0, Count);

    /// <summary>The bytes of a record's key and value.</summary>
    /// <param name="record">The record.</param>
    public static int SizeOf(in ConsumedRecord record) => (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0);

    /// <summary>Adds a record.</summary>
    /// <param name="record">The record.</param>
    public void Add(in ConsumedRecord record)
    {
        if (Count == _records.Length)
            Array.Resize(ref _records, Math.Min(maxRecords, Count * 4));
        _records[Count++] = record;
        Bytes += SizeOf(record);
    }

    /// <summary>Appends all records of a later batch, if they fit.</summary>
    /// <param name="later">The later batch.</param>
    /// <returns>False if they do not fit.</returns>
    public bool TryMerge(RecordBatch later)
    {
        if (Count + later.Count > maxRecords || Bytes + later.Bytes > maxBytes)
            return false;
        foreach (var record in later.Records)
            Add(record);
        return true;
    }

    /// <summary>Removes all records; the array stays.</summary>
    public void Clear()
    {
        Array.Clear(_records, 0, Count);
        (Count, Bytes) = (0, 0);
    }

    /// <summary>Removes records.</summary>
    /// <param name="isOut">Selects the records.</param>
    /// <param name="removed">Receives them, in order; null drops them.</param>
    public void Remove(Func<ConsumedRecord, bool> isOut, Action<ConsumedRecord>? removed)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!isOut(_records[i]))
            {
                _records[kept++] = _records[i];
                continue;
            }

            Bytes -= SizeOf(_records[i]);
            removed?.Invoke(_records[i]);
        }

        Array.Clear(_records, kept, Count - kept);
        Count = kept;
    }
}
