namespace Connect.Client;

/// <summary>A validated configuration value.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">The value, or the default; null if there is none.</param>
/// <param name="RecommendedValues">Suggested values.</param>
/// <param name="Errors">The errors; empty if the value is valid.</param>
/// <param name="Visible">Whether the key is relevant with the other values.</param>
public sealed record ConfigValueInfo(
    string Name, string? Value, IReadOnlyList<string?> RecommendedValues, IReadOnlyList<string?> Errors, bool Visible);
