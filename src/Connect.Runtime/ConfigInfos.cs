namespace Connect.Runtime;

/// <summary>A validation result, as returned by <c>PUT /connector-plugins/{name}/config/validate</c>.</summary>
/// <param name="Name">The connector's class as submitted.</param>
/// <param name="ErrorCount">The number of errors, counted as Kafka Connect does.</param>
/// <param name="Groups">The groups of keys, in order.</param>
/// <param name="Configs">The keys, in order.</param>
public sealed record ConfigInfos(string Name, int ErrorCount, IReadOnlyList<string> Groups, IReadOnlyList<ConfigInfo> Configs)
{
    /// <summary>The error with which creating the connector fails although validation does not report it, as in Kafka Connect; null if there is
    /// none.</summary>
    internal string? CreationError { get; init; }

    /// <summary>The keys with which the connector's clients cannot be created, each with its error. As in Kafka Connect, validation does not report
    /// them, but creating the connector is refused.</summary>
    internal IReadOnlyList<(string Key, string Error)> Faults { get; init; } = [];
}
