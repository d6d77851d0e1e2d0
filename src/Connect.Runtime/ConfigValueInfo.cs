namespace Connect.Runtime;

/// <summary>The validated value of a configuration key, as shown over REST.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">Its value as a string, a list joined by commas, a password as <c>[hidden]</c>; null if there is none.</param>
/// <param name="RecommendedValues">Suggested values.</param>
/// <param name="Errors">The errors.</param>
/// <param name="Visible">Whether the key is relevant with the given values.</param>
public sealed record ConfigValueInfo(
    string Name, string? Value, IReadOnlyList<string?> RecommendedValues, IReadOnlyList<string> Errors, bool Visible);
