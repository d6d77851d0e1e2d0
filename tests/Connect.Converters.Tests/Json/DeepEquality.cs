using Connect.Data;

namespace Connect.Converters.Tests.Json;

/// <summary>Compares values down to the bytes; the data model compares byte arrays in lists and maps by reference, as Java does.</summary>
internal static class DeepEquality
{
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (Struct a, Struct b) =>
            a.Schema == b.Schema && a.Schema.Fields.All(field => AreEqual(a.GetWithoutDefault(field), b.GetWithoutDefault(field))),
        (IReadOnlyDictionary<object, object?> a, IReadOnlyDictionary<object, object?> b) =>
            a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First.Key, pair.Second.Key) && AreEqual(pair.First.Value, pair.Second.Value)),
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        _ => Equals(left, right),
    };
}
