using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding;

/// <summary>The connectors that an application declares.</summary>
/// <param name="Connectors">The connectors.</param>
/// <param name="Overwrites">Whether they override changes made over REST.</param>
internal sealed record Declarations(IReadOnlyList<ConnectorConfig> Connectors, bool Overwrites)
{
    /// <summary>No declarations.</summary>
    public static Declarations None { get; } = new([], false);
}
