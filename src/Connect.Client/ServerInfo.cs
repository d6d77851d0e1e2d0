namespace Connect.Client;

/// <summary>The worker's version, commit and Kafka cluster, from <c>GET /</c>.</summary>
/// <param name="Version">The Kafka Connect version of the worker, or with which it is compatible.</param>
/// <param name="Commit">The commit from which it was built.</param>
/// <param name="KafkaClusterId">Its Kafka cluster; null if there is none.</param>
public sealed record ServerInfo(string Version, string Commit, string? KafkaClusterId = null);
