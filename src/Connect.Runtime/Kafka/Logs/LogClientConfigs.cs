namespace Connect.Runtime.Kafka.Logs;

/// <summary>The configurations of the three clients of one internal topic.</summary>
/// <param name="Consumer">Who reads it.</param>
/// <param name="Producer">Who writes to it.</param>
/// <param name="Admin">Who looks for its end, and creates it.</param>
internal sealed record LogClientConfigs(ClientConfig Consumer, ClientConfig Producer, ClientConfig Admin);
