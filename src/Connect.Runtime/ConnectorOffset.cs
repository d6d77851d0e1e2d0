namespace Connect.Runtime;

/// <summary>One offset of a connector, as used by <c>/connectors/{name}/offsets</c>.</summary>
/// <remarks>For a sink, the partition has <c>kafka_topic</c> and <c>kafka_partition</c>, and the offset has <c>kafka_offset</c>; for a source, the
/// connector defines both. Values are <c>null</c>, <c>bool</c>, <c>long</c>, <c>double</c>, <c>string</c>, and maps and lists of these. The order of
/// the keys is kept.</remarks>
/// <param name="Partition">The partition; may be null in a user's request.</param>
/// <param name="Offset">The offset; null to reset it.</param>
public sealed record ConnectorOffset(IReadOnlyDictionary<string, object?>? Partition, IReadOnlyDictionary<string, object?>? Offset);
