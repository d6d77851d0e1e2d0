using System.Collections;
using System.Globalization;
using System.Text;

namespace Connect.Data;

/// <summary>Prints values as Java's <c>String.valueOf</c> does, which is how they appear in messages and in <c>toString</c> texts.</summary>
internal static class JavaText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        float number => JavaNumberText.Format(number),
        double number => JavaNumberText.Format(number),
        IFormattable number and (sbyte or short or int or long or decimal) => number.ToString(null, CultureInfo.InvariantCulture),
        byte[] bytes => $"[B@{System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(bytes):x}",
        ReadOnlyMemory<byte> buffer => $"java.nio.HeapByteBuffer[pos=0 lim={buffer.Length} cap={buffer.Length}]",
        IReadOnlyDictionary<object, object?> map => OfMap(map),
        IEnumerable list => OfList(list),
        _ when ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds) => JavaDateText.Of(milliseconds),
        _ => value.ToString() ?? "null",
    };

    private static string OfMap(IReadOnlyDictionary<object, object?> map)
    {
        var text = new StringBuilder("{");
        foreach (var (key, value) in map)
            text.Append(text.Length > 1 ? ", " : "").Append(Of(key)).Append('=').Append(Of(value));
        return text.Append('}').ToString();
    }

    private static string OfList(IEnumerable list)
    {
        var text = new StringBuilder("[");
        foreach (var element in list)
            text.Append(text.Length > 1 ? ", " : "").Append(Of(element));
        return text.Append(']').ToString();
    }
}
