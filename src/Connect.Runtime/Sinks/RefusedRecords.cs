using Connect.Connectors;

namespace Connect.Runtime.Sinks;

/// <summary>The records of a put that must be retried, and when.</summary>
/// <remarks>Used only by the task's loop. Meanwhile all partitions are held back, so that no record overtakes them.</remarks>
internal sealed class RefusedRecords(TimeProvider time)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(60);

    private TimeSpan _backoff = FirstBackoff;
    private long _since;

    /// <summary>The records; null if there is nothing to retry. Empty if an empty put failed.</summary>
    public SinkRecord[]? Records { get; private set; }

    /// <summary>How long from the refusal to the next attempt.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>How long until the next attempt; zero or less when it is due.</summary>
    public TimeSpan UntilDue => Delay - time.GetElapsedTime(_since);

    /// <summary>Keeps records for another attempt.</summary>
    /// <param name="records">The records.</param>
    /// <param name="asked">The delay that the task requested; null for 500 ms, doubling to 60 s.</param>
    public void Keep(SinkRecord[] records, TimeSpan? asked)
    {
        Records = records;
        Delay = asked ?? _backoff;
        _backoff = _backoff * 2 < LongestBackoff ? _backoff * 2 : LongestBackoff;
        _since = time.GetTimestamp();
    }

    /// <summary>Drops the records of some partitions. If no records remain, the retry ends.</summary>
    /// <param name="partitions">The partitions from which the records were read.</param>
    public void Drop(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (Records is not { Length: > 0 } records)
            return;
        Records = [.. records.Where(record => !partitions.Contains(new TopicPartition(record.OriginalTopic, record.OriginalPartition)))];
        if (Records.Length == 0)
            Clear();
    }

    /// <summary>Ends the retry: the records were taken, or will be read again.</summary>
    public void Clear()
    {
        Records = null;
        _backoff = FirstBackoff;
    }
}
