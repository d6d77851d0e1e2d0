namespace Connect.Runtime;

/// <summary>The definition of a configuration key, as shown over REST.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type">Its type in capitals: <c>STRING</c>, ….</param>
/// <param name="Required">Whether it has no default.</param>
/// <param name="DefaultValue">Its default as a string; null if there is none.</param>
/// <param name="Importance">Its importance in capitals.</param>
/// <param name="Documentation">What it does.</param>
/// <param name="Group">Its group; null for none.</param>
/// <param name="OrderInGroup">Its position in the group.</param>
/// <param name="Width">The width of its input field, in capitals.</param>
/// <param name="DisplayName">Its display name.</param>
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
