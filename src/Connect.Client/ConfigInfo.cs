namespace Connect.Client;

/// <summary>One key of a validation result.</summary>
/// <param name="Definition">Its definition; null if no plugin of the configuration defines it.</param>
/// <param name="Value">Its validated value.</param>
public sealed record ConfigInfo(ConfigKeyInfo? Definition, ConfigValueInfo Value);
