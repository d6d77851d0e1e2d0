namespace Connect.Connectors;

/// <summary>What the target of a <see cref="TransactionalSinkTask"/> holds for a partition when a task opens it.</summary>
/// <param name="Offset">The offset of the next record to write; null when the target holds none: delivery goes on where the consumer group
/// stands.</param>
/// <param name="Token">The fencing token: one more than the token of the task that had the partition before.</param>
public readonly record struct SinkClaim(long? Offset, long Token);
