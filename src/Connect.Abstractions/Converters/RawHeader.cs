namespace Connect.Converters;

/// <summary>A header as stored in Kafka.</summary>
/// <param name="Key">The key; several headers may have the same one.</param>
/// <param name="Value">The bytes; null for Kafka's null.</param>
public readonly record struct RawHeader(string Key, byte[]? Value);
