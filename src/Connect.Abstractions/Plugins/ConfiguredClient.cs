namespace Connect.Plugins;

/// <summary>The Kafka client whose settings a connector overrides.</summary>
public enum ConfiguredClient
{
    /// <summary>The producer of a source's records or of a sink's dead letter queue.</summary>
    Producer,

    /// <summary>The consumer of a sink's records or of a source's offsets.</summary>
    Consumer,

    /// <summary>The admin client that creates topics for a source or for a sink's dead letter queue.</summary>
    Admin,
}
