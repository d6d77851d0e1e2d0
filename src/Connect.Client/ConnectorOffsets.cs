namespace Connect.Client;

/// <summary>The offsets of a connector.</summary>
/// <param name="Offsets">One for each partition.</param>
public sealed record ConnectorOffsets(IReadOnlyList<ConnectorOffset> Offsets);
