namespace Connect.Connectors;

/// <summary>What a <see cref="TransactionalSinkTask"/> stores in its target together with records.</summary>
/// <param name="Partition">The partition of the records.</param>
/// <param name="Offset">The offset of the next record to write.</param>
/// <param name="Token">The fencing token of this task. The target must still hold it; if not, nothing may be written.</param>
public readonly record struct SinkProgress(TopicPartition Partition, long Offset, long Token);
