using System.Text.Json.Serialization;

namespace Connect.Client;

/// <summary>The state of a connector, without its tasks.</summary>
/// <param name="State">The state.</param>
/// <param name="WorkerId">The worker that runs it, <c>host:port</c>.</param>
/// <param name="Version">The version of its class; null if the worker does not return it (before Kafka 4.1).</param>
/// <param name="Trace">Why it failed or makes no progress; otherwise null.</param>
public sealed record ConnectorStateInfo(
    ConnectorState State,
    string WorkerId,
    string? Version = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trace = null);
