namespace Connect.JavaCompatibility.Patterns;

/// <summary>A pattern of Java in .NET's syntax.</summary>
/// <param name="Text">The .NET pattern; every group that captures has Java's number.</param>
/// <param name="GroupCount">How many groups capture.</param>
/// <param name="GroupNames">The numbers of named groups.</param>
internal sealed record TranslatedPattern(string Text, int GroupCount, IReadOnlyDictionary<string, int> GroupNames);
