using Connect.Connectors;

namespace Connect.Runtime.Offsets;

/// <summary>The place of one record in the offsets of its source partition, from its submission to its acknowledgement. Instances are used again and again.</summary>
/// <typeparam name="TDelivery">What delivers the record; it belongs to the place for good.</typeparam>
internal sealed class SubmittedRecord<TDelivery>
    where TDelivery : class
{
    // An offset that is a single number, as most are, is kept as that: this object is old, and were it to refer to ten thousands of young ones, each collection would visit and move them all.
    private string? _offsetKey;
    private long _offsetNumber;
    private SourceOffset? _offset;
    private int _acknowledged;

    /// <summary>Makes a place together with what delivers its records.</summary>
    /// <param name="create">Makes the latter.</param>
    public SubmittedRecord(Func<SubmittedRecord<TDelivery>, TDelivery> create) => Delivery = create(this);

    /// <summary>What delivers the record.</summary>
    public TDelivery Delivery { get; }

    /// <summary>The next record of the same source partition, or of the pool.</summary>
    internal SubmittedRecord<TDelivery>? Next { get; set; }

    /// <summary>The record's offset; made anew at each call where it is a single number.</summary>
    internal SourceOffset? Offset => _offsetKey is null ? _offset : new SourceOffset(_offsetKey, _offsetNumber);

    /// <summary>Whether the record needs no more attention.</summary>
    internal bool IsAcknowledged => Volatile.Read(ref _acknowledged) != 0;

    /// <summary>Says that the record is in Kafka, or was left out on purpose. May be called from any thread, once; neither the place nor what delivers the record must be touched afterwards.</summary>
    public void Acknowledge() => Volatile.Write(ref _acknowledged, 1);

    /// <summary>Takes another record on.</summary>
    internal void Begin(SourceOffset? offset)
    {
        if (offset is null || !offset.IsNumber(out var key, out _offsetNumber))
            (key, _offset) = (null, offset);
        if (!ReferenceEquals(_offsetKey, key))
            _offsetKey = key;
        Volatile.Write(ref _acknowledged, 0);
    }

    /// <summary>Drops the offset, so that it is not kept in memory until the place is used again.</summary>
    internal void Reset()
    {
        if (_offset is not null)
            _offset = null;
    }
}
