namespace Connect.Runtime.Kafka.Translation;

/// <summary>What a client of Java would not start with.</summary>
/// <param name="Message">Java's text.</param>
/// <param name="Keys">The keys that it is about; the first is the one to blame.</param>
internal sealed record ClientConfigFault(string Message, params IReadOnlyList<string> Keys);
