using System.Text.Json.Serialization;

namespace Connect.Client;

/// <summary>A plugin of a worker.</summary>
/// <param name="Class">The name of its class.</param>
/// <param name="Type"><c>source</c>, <c>sink</c>, <c>converter</c>, <c>header_converter</c>, <c>transformation</c> or <c>predicate</c>.</param>
/// <param name="Version">Its version; null if it has none.</param>
public sealed record PluginInfo(
    string Class,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version = null);
