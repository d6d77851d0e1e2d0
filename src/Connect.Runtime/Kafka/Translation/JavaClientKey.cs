namespace Connect.Runtime.Kafka.Translation;

/// <summary>A key of Java's clients and what becomes of it here.</summary>
/// <param name="Name">The key.</param>
/// <param name="Kinds">The clients that know it.</param>
/// <param name="Native">librdkafka's key for the same value; null where the value needs more than a new name.</param>
/// <param name="Unused">Why the key means nothing here; null where it means something.</param>
internal sealed record JavaClientKey(string Name, ClientKinds Kinds, string? Native = null, string? Unused = null);
