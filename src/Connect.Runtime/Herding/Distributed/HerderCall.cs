namespace Connect.Runtime.Herding.Distributed;

/// <summary>A call of <see cref="IHerder"/> that the application of one worker makes and another worker executes.</summary>
internal sealed record HerderCall
{
    /// <summary>The operation.</summary>
    public required HerderOperation Operation { get; init; }

    /// <summary>The connector.</summary>
    public required string Connector { get; init; }

    /// <summary>The configuration to store.</summary>
    public IReadOnlyDictionary<string, string?>? Config { get; init; }

    /// <summary>The target state of a stored connector; null to keep it, or to start a new connector.</summary>
    public TargetState? Target { get; init; }

    /// <summary>Whether an existing connector may be replaced.</summary>
    public bool MayReplace { get; init; }

    /// <summary>The configuration that must be stored for the change to apply; null for any.</summary>
    public IReadOnlyDictionary<string, string?>? Basis { get; init; }

    /// <summary>The task to restart.</summary>
    public int Task { get; init; }

    /// <summary>Whether to restart only what has failed.</summary>
    public bool OnlyFailed { get; init; }

    /// <summary>Whether to restart the tasks as well.</summary>
    public bool IncludeTasks { get; init; }

    /// <summary>The offsets to store; null to reset all.</summary>
    public IReadOnlyList<ConnectorOffset>? Offsets { get; init; }
}
