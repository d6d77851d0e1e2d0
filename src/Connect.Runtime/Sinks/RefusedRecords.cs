using Connect.Connectors;

namespace Connect.Runtime.Sinks;

/// <summary>The records that a sink task could not take for the moment, and when they are put again.</summary>
/// <remarks>Used by the task's flow alone. While there are any, all partitions are held back, so that none overtakes them.</remarks>
internal sealed class RefusedRecords(TimeProvider time)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(60);

    private TimeSpan _backoff = FirstBackoff;
    private long _since;

    /// <summary>The records; null when there are none. An empty list was an empty put that was refused.</summary>
    public SinkRecord[]? Records { get; private set; }

    /// <summary>How long from the refusal to the next attempt.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>How long until the next attempt; zero or less when it is due.</summary>
    public TimeSpan UntilDue => Delay - time.GetElapsedTime(_since);

    /// <summary>Keeps records for another attempt.</summary>
    /// <param name="records">The records.</param>
    /// <param name="asked">How long the task asked to wait; null for 500 ms, doubling to 60 s.</param>
    public void Keep(SinkRecord[] records, TimeSpan? asked)
    {
        Records = records;
        Delay = asked ?? _backoff;
        _backoff = _backoff * 2 < LongestBackoff ? _backoff * 2 : LongestBackoff;
        _since = time.GetTimestamp();
    }

    /// <summary>Drops the records of partitions; where none is left there is nothing to wait for.</summary>
    /// <param name="partitions">The partitions, as they were read.</param>
    public void Drop(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (Records is not { Length: > 0 } records)
            return;
        Records = [.. records.Where(record => !partitions.Contains(new TopicPartition(record.OriginalTopic, record.OriginalPartition)))];
        if (Records.Length == 0)
            Clear();
    }

    /// <summary>Ends it: the records were taken, or are read again.</summary>
    public void Clear()
    {
        Records = null;
        _backoff = FirstBackoff;
    }
}
