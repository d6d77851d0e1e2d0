namespace Connect.Client;

/// <summary>The definition of a configuration key.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type"><c>STRING</c>, <c>INT</c>, <c>PASSWORD</c> and so on: the names of Kafka's <c>ConfigDef.Type</c>.</param>
/// <param name="Required">Whether it is required.</param>
/// <param name="DefaultValue">The default value.</param>
/// <param name="Importance"><c>HIGH</c>, <c>MEDIUM</c> or <c>LOW</c>.</param>
/// <param name="Documentation">What it does.</param>
/// <param name="Group">Its group.</param>
/// <param name="Width">The width of its input field: <c>NONE</c>, <c>SHORT</c>, <c>MEDIUM</c> or <c>LONG</c>.</param>
/// <param name="DisplayName">Its display name.</param>
/// <param name="Dependents">Keys that depend on it.</param>
/// <param name="OrderInGroup">Its position in the group; -1 for none.</param>
public sealed record ConfigKeyInfo(
    string Name,
    string Type,
    bool Required,
    string? DefaultValue,
    string Importance,
    string? Documentation,
    string? Group,
    string Width,
    string? DisplayName,
    IReadOnlyList<string> Dependents,
    int OrderInGroup);
