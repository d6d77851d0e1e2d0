namespace Connect.Runtime.Cluster;

/// <summary>The declared configuration of a connector that was last applied. Key <c>declared-{connector}</c> of the coordination topic.</summary>
/// <param name="Config">The configuration, with unresolved variables.</param>
internal sealed record DeclaredRecord(IReadOnlyDictionary<string, string?> Config);
