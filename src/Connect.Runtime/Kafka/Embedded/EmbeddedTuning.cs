using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Embedded;

/// <summary>What clients of the embedded broker do otherwise.</summary>
internal static class EmbeddedTuning
{
    private const string Session = "session.timeout.ms";
    private const string Heartbeat = "heartbeat.interval.ms";

    /// <summary>Points a client to the broker.</summary>
    /// <param name="config">What was asked.</param>
    /// <param name="translated">The same for the client.</param>
    /// <param name="broker">The broker.</param>
    public static TranslatedConfig Apply(ClientConfig config, TranslatedConfig translated, EmbeddedBroker broker)
    {
        var entries = new Dictionary<string, string>(translated.Entries) { ["bootstrap.servers"] = broker.BootstrapServers };
        if (config.Kind == ClientKind.Consumer && config.Get(Session) is null && config.Get(Heartbeat) is null)
        {
            // When a group's last member has left, the broker keeps the next one waiting for the session's time less a second.
            entries[Session] = "3000";
            entries[Heartbeat] = "500";
        }

        return translated with { Entries = entries };
    }
}
