using System.Collections.Frozen;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>Every key that a producer, consumer or administrator of Kafka 4.3.1 knows.</summary>
internal static partial class JavaClientKeys
{
    private static readonly FrozenDictionary<string, JavaClientKey> All =
        Clients().Concat(Security()).ToFrozenDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>Looks up a key.</summary>
    /// <param name="kind">The client.</param>
    /// <param name="name">The key.</param>
    /// <returns>The key; null if Java's client of this kind does not know it.</returns>
    public static JavaClientKey? Find(ClientKind kind, string name)
        => All.TryGetValue(name, out var key) && key.Kinds.HasFlag(KindsOf(kind)) ? key : null;

    /// <summary>Whether any of Java's clients knows a key.</summary>
    /// <param name="name">The key.</param>
    public static bool IsKnownElsewhere(string name) => All.ContainsKey(name);

    private static ClientKinds KindsOf(ClientKind kind) => kind switch
    {
        ClientKind.Producer => ClientKinds.Producer,
        ClientKind.Consumer => ClientKinds.Consumer,
        _ => ClientKinds.Admin,
    };
}
