using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Offsets;

/// <summary>One record on its way to Kafka, as its offset is tracked. Instances are used again and again; a derived class carries what delivery needs.</summary>
internal abstract class SubmittedRecord : Delivery
{
    // An offset that is a single number, as most are, is kept as that: this object is old, and were it to refer to ten thousands of young ones, each collection would visit and move them all.
    private string? _offsetKey;
    private long _offsetNumber;
    private SourceOffset? _offset;
    private int _acknowledged;

    /// <inheritdoc/>
    public sealed override bool IsPooled => true;

    /// <summary>The next record of the same source partition, or of the pool.</summary>
    internal SubmittedRecord? Next { get; set; }

    /// <summary>The record's offset; made anew at each call where it is a single number.</summary>
    internal SourceOffset? Offset => _offsetKey is null ? _offset : new SourceOffset(_offsetKey, _offsetNumber);

    /// <summary>Whether the record needs no more attention.</summary>
    internal bool IsAcknowledged => Volatile.Read(ref _acknowledged) != 0;

    /// <summary>Says that the record is in Kafka, or was left out on purpose. May be called from any thread, once; the instance must not be touched afterwards.</summary>
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

    /// <summary>Drops what the record held, so that it is not kept in memory until the instance is used again.</summary>
    protected internal virtual void Reset()
    {
        if (_offset is not null)
            _offset = null;
    }
}
