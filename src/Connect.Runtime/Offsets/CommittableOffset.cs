using Connect.Connectors;

namespace Connect.Runtime.Offsets;

/// <summary>An offset that may be stored: every record up to it is in Kafka or was skipped deliberately.</summary>
/// <param name="Partition">The source partition.</param>
/// <param name="Offset">The offset; null deletes the stored one.</param>
internal readonly record struct CommittableOffset(SourcePartition Partition, SourceOffset? Offset);
