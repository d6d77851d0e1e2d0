namespace Connect.Runtime.Kafka.Translation;

/// <summary>A key that does not do here what it does in Java. Each is reported once a client.</summary>
/// <param name="Key">The key, as it was given.</param>
/// <param name="Reason">What becomes of it, and why. It never holds the value.</param>
internal sealed record ClientConfigWarning(string Key, string Reason);
