namespace Connect.Runtime.Kafka.Connection;

/// <summary>How a client stands with its brokers.</summary>
/// <param name="ClientId">The client's id.</param>
/// <param name="DownSince">Since when no broker could be reached; null while one can, as far as is known.</param>
/// <param name="LastError">The last trouble; null when there was none since the client could reach a broker.</param>
internal sealed record BrokerConnection(string ClientId, DateTimeOffset? DownSince, string? LastError)
{
    /// <summary>Whether a broker can be reached, as far as is known.</summary>
    public bool IsUp => DownSince is null;
}
