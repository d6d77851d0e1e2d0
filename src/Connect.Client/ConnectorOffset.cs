using System.Text.Json.Nodes;

namespace Connect.Client;

/// <summary>The offset of one partition of a connector.</summary>
/// <param name="Partition">The partition: defined by the connector for a source; <c>kafka_topic</c> and <c>kafka_partition</c> for a sink.</param>
/// <param name="Offset">The offset: defined by the connector for a source; <c>kafka_offset</c> for a sink. Null resets it.</param>
public sealed record ConnectorOffset(JsonObject? Partition, JsonObject? Offset);
