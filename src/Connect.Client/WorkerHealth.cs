namespace Connect.Client;

/// <summary>Whether a worker is well: the answer of <c>GET /health</c>, since Kafka 3.9.</summary>
/// <param name="Status"><c>healthy</c>, <c>starting</c> or <c>unhealthy</c>.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record WorkerHealth(string Status, string Message)
{
    /// <summary>Whether the worker has started and answers.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsHealthy => Status == "healthy";
}
