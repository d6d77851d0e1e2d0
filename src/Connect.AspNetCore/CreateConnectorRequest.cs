using Connect.Runtime;

namespace Connect.AspNetCore;

/// <summary>The body of <c>POST /connectors</c>.</summary>
/// <param name="Name">The connector's name, trimmed; empty if missing.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="InitialState">Its initial state; null for running.</param>
internal sealed record CreateConnectorRequest(string Name, Dictionary<string, string?> Config, TargetState? InitialState);
