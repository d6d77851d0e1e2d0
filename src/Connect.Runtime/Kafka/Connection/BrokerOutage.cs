using System.Globalization;

namespace Connect.Runtime.Kafka.Connection;

/// <summary>A current outage: a client cannot reach Kafka.</summary>
/// <param name="ClientId">The client's id.</param>
/// <param name="Client">The client.</param>
/// <param name="Since">Since when.</param>
/// <param name="IsTotal">Whether no broker is reachable; false if one of several that the client needs is not.</param>
/// <param name="Trouble">Why.</param>
/// <param name="Waiting">The number of sent records without a result; 0 for clients that send none.</param>
internal sealed record BrokerOutage(string ClientId, ClientConfig Client, DateTimeOffset Since, bool IsTotal, ConnectionTrouble Trouble, int Waiting)
{
    /// <summary>A message for users: which client, which address, since when, what waits, what to do.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsTotal ? "Kafka cannot be reached" : "A Kafka broker cannot be reached")} since {Since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: "
            + $"{NameOf(Client.Use?.Role)} '{ClientId}', {Client.BootstrapKey}={Client.Servers}: "
        + $"{Trouble.Problem}. {DescribeWaiting()} It continues automatically when Kafka answers. {Trouble.Remedy}");

    private static string NameOf(ClientRole? role) => role switch
    {
        ClientRole.SourceProducer => "producer",
        ClientRole.SinkConsumer => "consumer",
        ClientRole.TopicAdmin or ClientRole.OffsetsAdmin or ClientRole.WorkerAdmin => "admin client",
        ClientRole.InternalTopicReader => "reader of an internal topic",
        ClientRole.InternalTopicWriter or ClientRole.LeaderProducer => "writer of internal topics",
        ClientRole.DeadLetterProducer => "producer of dead letters",
        ClientRole.DeadLetterAdmin => "admin client of the dead letter queue",
        _ => "client",
    };

    private string DescribeWaiting() => Client.Use?.Role switch
    {
        ClientRole.SourceProducer => $"{Records("record")} not acknowledged; their offsets are not committed, so nothing is lost.",
        ClientRole.SinkConsumer => "Meanwhile no records are read and no offsets are committed; nothing is lost.",
        ClientRole.TopicAdmin => "Meanwhile records for topics that do not exist yet wait; nothing is lost.",
        ClientRole.InternalTopicReader => "Meanwhile changes by other workers are not seen; nothing is lost.",
        ClientRole.InternalTopicWriter => $"{Records("record")} waiting; nothing is lost.",
        ClientRole.DeadLetterProducer => $"{Records("dead letter")} waiting; the offsets of their records are held back, so nothing is lost.",
        ClientRole.DeadLetterAdmin => "The task starts when the topic of the dead letter queue exists.",
        _ => "Nothing is lost.",
    };

    private string Records(string what) => Waiting == 1 ? $"1 {what} is" : string.Create(CultureInfo.InvariantCulture, $"{Waiting} {what}s are");
}
