namespace Connect.Runtime.Kafka.Connection;

/// <summary>The state of a client's connection to its brokers.</summary>
/// <param name="ClientId">The client's id.</param>
/// <param name="DownSince">Since when no broker is reachable; null while one is, as far as known.</param>
/// <param name="LastError">The last error; null if there was none since a broker was reachable.</param>
internal sealed record BrokerConnection(string ClientId, DateTimeOffset? DownSince, string? LastError)
{
    /// <summary>Whether a broker can be reached, as far as is known.</summary>
    public bool IsUp => DownSince is null;
}
