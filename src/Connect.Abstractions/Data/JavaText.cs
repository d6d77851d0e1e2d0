using System.Collections;
using System.Globalization;
using System.Text;
using Connect.JavaCompatibility.Dates;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Data;

/// <summary>Prints values as Java's <c>String.valueOf</c> does, which is how they appear in messages, in <c>toString</c> texts and in what the string
/// converter writes.</summary>
internal static class JavaText
{
    /// <summary>The text of a value.</summary>
    /// <param name="value">A value of the data model, or null.</param>
    /// <returns><c>null</c>, <c>1.0E10</c>, <c>{a=1, b=[2]}</c>, <c>Struct{a=1}</c>, <c>Thu Jan 01 00:00:00 UTC 1970</c>, …</returns>
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
        _ when ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds) => JavaDates.WriteJava(milliseconds),
        _ => value.ToString() ?? "null",
    };

    private static string OfMap(IReadOnlyDictionary<object, object?> map)
    {
        Nesting.Check();
        var text = new StringBuilder("{");
        var separator = "";
        foreach (var (key, value) in map)
        {
            text.Append(separator).Append(Of(key)).Append('=').Append(Of(value));
            separator = ", ";
        }

        return text.Append('}').ToString();
    }

    private static string OfList(IEnumerable list)
    {
        Nesting.Check();
        var text = new StringBuilder("[");
        var separator = "";
        foreach (var element in list)
        {
            text.Append(separator).Append(Of(element));
            separator = ", ";
        }

        return text.Append(']').ToString();
    }
}
