namespace Connect.Client;

/// <summary>The worker's message about a change.</summary>
/// <param name="Message">The message.</param>
public sealed record ConnectMessage(string Message);
