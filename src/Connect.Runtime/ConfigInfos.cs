namespace Connect.Runtime;

/// <summary>A validation, as <c>PUT /connector-plugins/{name}/config/validate</c> answers it.</summary>
/// <param name="Name">The connector's class as it was given.</param>
/// <param name="ErrorCount">The number of errors, counted as Kafka Connect does.</param>
/// <param name="Groups">The groups of keys, in order.</param>
/// <param name="Configs">The keys, in order.</param>
public sealed record ConfigInfos(string Name, int ErrorCount, IReadOnlyList<string> Groups, IReadOnlyList<ConfigInfo> Configs)
{
    /// <summary>What creating the connector fails with, although validation says nothing of it, as in Kafka Connect; null where nothing is wrong.</summary>
    internal string? CreationError { get; init; }

    /// <summary>The keys with which the connector's clients could not be made, each with what is wrong. Validation says nothing of them, as in Kafka Connect; creating the connector is refused.</summary>
    internal IReadOnlyList<(string Key, string Error)> Faults { get; init; } = [];
}
