using System.Globalization;

namespace Connect.Runtime.Kafka.Connection;

/// <summary>A client cannot reach Kafka at the moment.</summary>
/// <param name="ClientId">The client's id.</param>
/// <param name="Client">The client.</param>
/// <param name="Since">Since when.</param>
/// <param name="IsTotal">Whether no broker can be reached; false when one of several is missing that the client needs.</param>
/// <param name="Trouble">Why.</param>
/// <param name="Waiting">How many records were sent and have no result; 0 for clients that send none.</param>
internal sealed record BrokerOutage(string ClientId, ClientConfig Client, DateTimeOffset Since, bool IsTotal, ConnectionTrouble Trouble, int Waiting)
{
    /// <summary>Says it to people: which client, which address, since when, what waits, what to do.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsTotal ? "Kafka cannot be reached" : "A Kafka broker cannot be reached")} since {Since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: {NameOf(Client.Use?.Role)} '{ClientId}', {Client.BootstrapKey}={Client.Servers}: "
        + $"{Trouble.Problem}. {Waits()} It goes on by itself when Kafka answers. {Trouble.Remedy}");

    private static string NameOf(ClientRole? role) => role switch
    {
        ClientRole.SourceProducer => "producer",
        ClientRole.SinkConsumer => "consumer",
        ClientRole.TopicAdmin or ClientRole.OffsetsAdmin or ClientRole.WorkerAdmin => "admin client",
        ClientRole.DeadLetterProducer => "producer of dead letters",
        ClientRole.DeadLetterAdmin => "admin client of the dead letter queue",
        _ => "client",
    };

    private string Waits() => Client.Use?.Role switch
    {
        ClientRole.SourceProducer => $"{Records("record")} sent and not acknowledged; their offsets are not committed, so nothing is lost.",
        ClientRole.SinkConsumer => "No records are read and no offsets are committed meanwhile; nothing is lost.",
        ClientRole.TopicAdmin => "Records for topics that are still to be created wait meanwhile; nothing is lost.",
        ClientRole.DeadLetterProducer => $"{Records("dead letter")} waiting; the offsets of their records are held back, so nothing is lost.",
        ClientRole.DeadLetterAdmin => "The task does not start before the topic of the dead letter queue is there.",
        _ => "Nothing is lost.",
    };

    private string Records(string what) => Waiting == 1 ? $"1 {what} is" : string.Create(CultureInfo.InvariantCulture, $"{Waiting} {what}s are");
}
