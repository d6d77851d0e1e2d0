namespace Connect.Runtime;

/// <summary>One entry of a validation result.</summary>
/// <param name="Definition">The key's definition; null for an undefined key.</param>
/// <param name="Value">The validated value.</param>
public sealed record ConfigInfo(ConfigKeyInfo? Definition, ConfigValueInfo Value);
