using Connect.Connectors;

namespace Connect.Runtime.Workers;

/// <summary>A source connector's way back to the runtime.</summary>
internal sealed class WorkerSourceConnectorContext(WorkerConnector connector, IOffsetReader offsets) : SourceConnectorContext
{
    /// <inheritdoc/>
    public override string ConnectorName => connector.Name;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string?> Properties => connector.Properties;

    /// <inheritdoc/>
    public override IOffsetReader Offsets { get; } = offsets;

    /// <inheritdoc/>
    public override void RequestTaskReconfiguration() => connector.RequestReconfiguration();

    /// <inheritdoc/>
    public override void RaiseError(Exception exception) => connector.Fail(exception);
}
