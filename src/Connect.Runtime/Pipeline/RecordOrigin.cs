using Connect.Runtime.Kafka;

namespace Connect.Runtime.Pipeline;

/// <summary>Keeps with a sink record the bytes from which it was made, for a dead letter.</summary>
/// <param name="consumed">The record as it was read from Kafka.</param>
internal sealed class RecordOrigin(in ConsumedRecord consumed)
{
    /// <summary>The record as it was read from Kafka.</summary>
    public ConsumedRecord Consumed { get; } = consumed;
}
