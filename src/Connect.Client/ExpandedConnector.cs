using System.Text.Json.Serialization;

namespace Connect.Client;

/// <summary>A connector in an expanded list.</summary>
/// <param name="Status">Its status; null if not requested.</param>
/// <param name="Info">Its configuration and tasks; null if not requested.</param>
public sealed record ExpandedConnector(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConnectorStatus? Status = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConnectorInfo? Info = null);
