namespace Connect.Client;

/// <summary>A configuration, judged.</summary>
/// <param name="Name">The connector's class.</param>
/// <param name="ErrorCount">How many keys have errors.</param>
/// <param name="Groups">The groups of keys.</param>
/// <param name="Configs">The keys.</param>
public sealed record ConfigValidation(string Name, int ErrorCount, IReadOnlyList<string> Groups, IReadOnlyList<ConfigInfo> Configs);
