using Connect.Runtime.Kafka;

namespace Connect.Runtime.Pipeline;

/// <summary>Keeps the original bytes of a sink record, for a dead letter.</summary>
/// <param name="consumed">The record as it was read from Kafka.</param>
internal sealed class RecordOrigin(in ConsumedRecord consumed)
{
    /// <summary>The record as it was read from Kafka.</summary>
    public ConsumedRecord Consumed { get; } = consumed;
}
