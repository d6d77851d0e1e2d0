namespace Connect.Runtime;

/// <summary>What validation found out about a configuration key, as REST shows it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">Its value as text, a list joined by commas, a password as <c>[hidden]</c>; null when there is none.</param>
/// <param name="RecommendedValues">Values worth offering.</param>
/// <param name="Errors">What is wrong.</param>
/// <param name="Visible">Whether the key matters with the values given.</param>
public sealed record ConfigValueInfo(
    string Name, string? Value, IReadOnlyList<string?> RecommendedValues, IReadOnlyList<string> Errors, bool Visible);
