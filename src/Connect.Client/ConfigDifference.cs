namespace Connect.Client;

/// <summary>A key in which two configurations differ.</summary>
/// <param name="Key">The key.</param>
/// <param name="Stored">The stored value; null where there is none.</param>
/// <param name="Declared">The declared value; null where there is none.</param>
public sealed record ConfigDifference(string Key, string? Stored, string? Declared);
