namespace Connect.Runtime;

/// <summary>One entry of a validation.</summary>
/// <param name="Definition">The key's definition; null for a key that nobody defines.</param>
/// <param name="Value">What was found out.</param>
public sealed record ConfigInfo(ConfigKeyInfo? Definition, ConfigValueInfo Value);
