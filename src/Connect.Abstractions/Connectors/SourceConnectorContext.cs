namespace Connect.Connectors;

/// <summary>The context of a source connector.</summary>
public abstract class SourceConnectorContext : ConnectorContext
{
    /// <summary>The stored offsets of this connector.</summary>
    public abstract IOffsetReader Offsets { get; }
}
