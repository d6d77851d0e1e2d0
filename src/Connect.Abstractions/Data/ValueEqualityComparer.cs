using System.Runtime.CompilerServices;

namespace Connect.Data;

/// <summary>Compares values of the data model.</summary>
/// <remarks>
/// As in Java, lists compare by their elements and maps by their entries in any order; numbers are equal only to numbers of the same type,
/// NaN equals NaN, and 0.0 differs from -0.0. Dates, times and timestamps are equal when they stand for the same millisecond, whatever their types
/// are. Byte arrays inside lists and maps are always compared by reference.
/// </remarks>
public sealed class ValueEqualityComparer : IEqualityComparer<object?>
{
    private readonly bool _bytesByContent;

    private ValueEqualityComparer(bool bytesByContent) => _bytesByContent = bytesByContent;

    /// <summary>Compares as <c>java.util.Objects.equals</c>: byte arrays by reference.</summary>
    public static ValueEqualityComparer Java { get; } = new(bytesByContent: false);

    /// <summary>Compares as <c>java.util.Objects.deepEquals</c>: byte arrays by content, except inside lists and maps.</summary>
    public static ValueEqualityComparer ByContent { get; } = new(bytesByContent: true);

    /// <inheritdoc/>
    public new bool Equals(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        return (x, y) switch
        {
            (null, _) or (_, null) => false,
            (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
            (int or long or short or sbyte or bool or Struct, _) => x.Equals(y),
            (byte[] a, byte[] b) => _bytesByContent && a.AsSpan().SequenceEqual(b),
            (byte[], _) or (_, byte[]) => false,
            (double a, double b) => Bits(a) == Bits(b),
            (float a, float b) => Bits(a) == Bits(b),
            (ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b) => a.Span.SequenceEqual(b.Span),
            (IReadOnlyDictionary<object, object?> a, IReadOnlyDictionary<object, object?> b) => MapsEqual(a, b),
            (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => ListsEqual(a, b),
            _ => ConnectInstant.TryGetUnixMilliseconds(x, out var instant)
                ? ConnectInstant.TryGetUnixMilliseconds(y, out var other) && instant == other : x.Equals(y),
        };
    }

    /// <inheritdoc/>
    public int GetHashCode(object? obj) => obj switch
    {
        null => 0,
        string text => string.GetHashCode(text),
        int or long or short or sbyte or bool or Struct => obj.GetHashCode(),
        byte[] bytes => _bytesByContent ? HashBytes(bytes) : RuntimeHelpers.GetHashCode(bytes),
        double number => Bits(number).GetHashCode(),
        float number => Bits(number),
        ReadOnlyMemory<byte> bytes => HashBytes(bytes.Span),
        IReadOnlyDictionary<object, object?> map => HashMap(map),
        IReadOnlyList<object?> list => HashList(list),
        _ => ConnectInstant.TryGetUnixMilliseconds(obj, out var instant) ? instant.GetHashCode() : obj.GetHashCode(),
    };

    private static long Bits(double number) => double.IsNaN(number) ? long.MinValue + 1 : BitConverter.DoubleToInt64Bits(number);

    private static int Bits(float number) => float.IsNaN(number) ? int.MinValue + 1 : BitConverter.SingleToInt32Bits(number);

    private static bool ListsEqual(IReadOnlyList<object?> a, IReadOnlyList<object?> b)
    {
        Nesting.Check();
        if (a.Count != b.Count)
            return false;
        for (var i = 0; i < a.Count; i++)
        {
            if (!Java.Equals(a[i], b[i]))
                return false;
        }

        return true;
    }

    private static bool MapsEqual(IReadOnlyDictionary<object, object?> a, IReadOnlyDictionary<object, object?> b)
    {
        Nesting.Check();
        if (a.Count != b.Count)
            return false;
        foreach (var (key, value) in a)
        {
            if (!b.TryGetValue(key, out var theirs) || !Java.Equals(value, theirs))
                return false;
        }

        return true;
    }

    private static int HashBytes(ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static int HashList(IReadOnlyList<object?> list)
    {
        Nesting.Check();
        var hash = 1;
        for (var i = 0; i < list.Count; i++)
            hash = (31 * hash) + Java.GetHashCode(list[i]);
        return hash;
    }

    private static int HashMap(IReadOnlyDictionary<object, object?> map)
    {
        Nesting.Check();
        var hash = 0;
        foreach (var (key, value) in map)
            hash += HashCode.Combine(Java.GetHashCode(key), Java.GetHashCode(value));
        return hash;
    }
}
