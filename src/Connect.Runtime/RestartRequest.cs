namespace Connect.Runtime;

/// <summary>A restart request.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="OnlyFailed">Whether to restart only failed instances.</param>
/// <param name="IncludeTasks">Whether to restart tasks too.</param>
public sealed record RestartRequest(string ConnectorName, bool OnlyFailed, bool IncludeTasks);
