namespace Connect.Runtime;

/// <summary>Asks for a restart.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="OnlyFailed">Whether to leave alone what has not failed.</param>
/// <param name="IncludeTasks">Whether to restart tasks too.</param>
public sealed record RestartRequest(string ConnectorName, bool OnlyFailed, bool IncludeTasks);
