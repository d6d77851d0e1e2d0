namespace Connect.Runtime;

/// <summary>The definition of a configuration key, as REST shows it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type">Its type in capitals: <c>STRING</c>, ….</param>
/// <param name="Required">Whether it has no default.</param>
/// <param name="DefaultValue">Its default as text; null when there is none.</param>
/// <param name="Importance">Its importance in capitals.</param>
/// <param name="Documentation">What it does.</param>
/// <param name="Group">The group it is shown in; null for none.</param>
/// <param name="OrderInGroup">Its place there.</param>
/// <param name="Width">The width of its field in capitals.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="Dependents">The keys that depend on it.</param>
public sealed record ConfigKeyInfo(
    string Name,
    string Type,
    bool Required,
    string? DefaultValue,
    string Importance,
    string Documentation,
    string? Group,
    int OrderInGroup,
    string Width,
    string DisplayName,
    IReadOnlyList<string> Dependents);
