using System.Text.Json.Serialization;

namespace Connect.Client;

/// <summary>A request to create a connector.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="InitialState">Its initial state; null for running. Since Kafka 3.7.</param>
public sealed record CreateConnectorRequest(
    string Name,
    IReadOnlyDictionary<string, string?> Config,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] InitialState? InitialState = null);
