namespace Connect.Plugins;

/// <summary>The Kafka client whose settings a connector overrides.</summary>
public enum ConfiguredClient
{
    /// <summary>The producer: of a source's records, or of a sink's dead letter queue.</summary>
    Producer,

    /// <summary>The consumer: of a sink's records, or of a source's offsets.</summary>
    Consumer,

    /// <summary>The administrator: of topics that are created for a source, or of a sink's dead letter queue.</summary>
    Admin,
}
