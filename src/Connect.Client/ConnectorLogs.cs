namespace Connect.Client;

/// <summary>The last log lines of a connector and its tasks on one worker.</summary>
/// <param name="WorkerId">The worker, <c>host:port</c>; what runs on other workers of a cluster logs there.</param>
/// <param name="Lines">The lines, oldest first.</param>
public sealed record ConnectorLogs(string WorkerId, IReadOnlyList<ConnectorLogLine> Lines);
