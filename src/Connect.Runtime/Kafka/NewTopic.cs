namespace Connect.Runtime.Kafka;

/// <summary>A topic to create.</summary>
/// <param name="Name">The topic.</param>
/// <param name="Partitions">How many partitions; -1 for the broker's default.</param>
/// <param name="ReplicationFactor">How many replicas; -1 for the broker's default.</param>
/// <param name="Configs">Settings of the topic; null for none.</param>
internal sealed record NewTopic(string Name, int Partitions, short ReplicationFactor, IReadOnlyDictionary<string, string>? Configs = null);
