using Connect.Runtime;

namespace Connect.AspNetCore;

/// <summary>The body of <c>POST /connectors</c>.</summary>
/// <param name="Name">The connector's name, trimmed; empty when none was given.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="InitialState">What it is to do at first; null to run.</param>
internal sealed record CreateConnectorRequest(string Name, Dictionary<string, string?> Config, TargetState? InitialState);
