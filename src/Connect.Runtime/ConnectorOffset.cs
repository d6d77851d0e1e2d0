namespace Connect.Runtime;

/// <summary>One offset of a connector, as <c>/connectors/{name}/offsets</c> shows and takes it.</summary>
/// <remarks>Of a sink the partition is <c>kafka_topic</c> and <c>kafka_partition</c>, the offset <c>kafka_offset</c>; of a source both are the connector's own.
/// Values are <c>null</c>, <c>bool</c>, <c>long</c>, <c>double</c>, <c>string</c>, and maps and lists of them. The order of the keys is kept.</remarks>
/// <param name="Partition">What the offset belongs to; null as a user may have sent it.</param>
/// <param name="Offset">The offset; null to reset it.</param>
public sealed record ConnectorOffset(IReadOnlyDictionary<string, object?>? Partition, IReadOnlyDictionary<string, object?>? Offset);
