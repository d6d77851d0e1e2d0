namespace Connect.Runtime.Storage;

/// <summary>One stored offset, in Kafka Connect's bytes.</summary>
/// <param name="Key">The text <c>["connector",{partition}]</c> in UTF-8.</param>
/// <param name="Value">The offset's text; null for a tombstone.</param>
internal readonly record struct OffsetEntry(byte[] Key, byte[]? Value);
