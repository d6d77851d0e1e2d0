namespace Connect.Client;

/// <summary>The topics that a connector has used since it was created or they were reset.</summary>
/// <param name="Topics">Their names.</param>
public sealed record ActiveTopics(IReadOnlyList<string> Topics);
