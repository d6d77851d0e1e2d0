using Connect.Connectors;

namespace Connect.Runtime.Offsets;

/// <summary>The place of one record among the offsets of its source partition, from submission to acknowledgement. Instances are pooled.</summary>
/// <typeparam name="TDelivery">The object that delivers the record; each entry keeps its own.</typeparam>
internal sealed class SubmittedRecord<TDelivery>
    where TDelivery : class
{
    // An offset with a single number (the common case) is stored as two fields. This object is in an old GC generation; if it referred to thousands
    // of young objects, each collection would visit and move them all.
    private string? _offsetKey;
    private long _offsetNumber;
    private SourceOffset? _offset;
    private int _acknowledged;

    /// <summary>Creates an entry together with its delivery object.</summary>
    /// <param name="create">Creates the delivery object.</param>
    public SubmittedRecord(Func<SubmittedRecord<TDelivery>, TDelivery> create) => Delivery = create(this);

    /// <summary>The object that delivers the record.</summary>
    public TDelivery Delivery { get; }

    /// <summary>The next record of the same source partition, or of the pool.</summary>
    internal SubmittedRecord<TDelivery>? Next { get; set; }

    /// <summary>The record's offset; created again at each call if it is a single number.</summary>
    internal SourceOffset? Offset => _offsetKey is null ? _offset : new SourceOffset(_offsetKey, _offsetNumber);

    /// <summary>Whether the record is acknowledged.</summary>
    internal bool IsAcknowledged => Volatile.Read(ref _acknowledged) != 0;

    /// <summary>Marks the record as acknowledged: it is in Kafka, or was skipped deliberately. Thread-safe; call it once. Do not use the entry or its
    /// delivery object afterwards.</summary>
    public void Acknowledge() => Volatile.Write(ref _acknowledged, 1);

    /// <summary>Assigns the next record.</summary>
    internal void Begin(SourceOffset? offset)
    {
        if (offset is null || !offset.IsNumber(out var key, out _offsetNumber))
            (key, _offset) = (null, offset);
        if (!ReferenceEquals(_offsetKey, key))
            _offsetKey = key;
        Volatile.Write(ref _acknowledged, 0);
    }

    /// <summary>Drops the offset, so that it does not stay in memory until the entry is reused.</summary>
    internal void Reset()
    {
        if (_offset is not null)
            _offset = null;
    }
}
