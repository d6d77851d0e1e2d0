using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Offsets;

/// <summary>One record on its way to Kafka, as its offset is tracked. Instances are used again and again; a derived class carries what delivery needs.</summary>
internal abstract class SubmittedRecord : Delivery
{
    private int _acknowledged;

    /// <inheritdoc/>
    public sealed override bool IsPooled => true;

    /// <summary>The next record of the same source partition, or of the pool.</summary>
    internal SubmittedRecord? Next { get; set; }

    /// <summary>The record's offset.</summary>
    internal SourceOffset? Offset { get; set; }

    /// <summary>Whether the record needs no more attention.</summary>
    internal bool IsAcknowledged => Volatile.Read(ref _acknowledged) != 0;

    /// <summary>Says that the record is in Kafka, or was left out on purpose. May be called from any thread, once; the instance must not be touched afterwards.</summary>
    public void Acknowledge() => Volatile.Write(ref _acknowledged, 1);

    /// <summary>Takes another record on.</summary>
    internal void Begin(SourceOffset? offset)
    {
        Offset = offset;
        Volatile.Write(ref _acknowledged, 0);
    }

    /// <summary>Drops what the record held, so that it is not kept in memory until the instance is used again.</summary>
    protected internal virtual void Reset() => Offset = null;
}
