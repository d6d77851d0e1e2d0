using System.Numerics;
using Connect.Data;

namespace Connect.Transforms.Fields;

/// <summary>The value that stands in for a masked one: the empty value of its type, or a replacement converted to it.</summary>
internal sealed class ValueMask(string? replacement)
{
    private static readonly object False = false;
    private static readonly ConnectMap EmptyMap = [];

    public object Of(object value) => replacement is null ? EmptyOf(value) : ReplacementFor(value, replacement);

    private static object EmptyOf(object value) => value switch
    {
        bool => False,
        sbyte => (sbyte)0,
        short => (short)0,
        int => 0,
        long => 0L,
        float => 0f,
        double => 0d,
        string => "",
        ConnectDecimal => default(ConnectDecimal),
        BigInteger => BigInteger.Zero,
        DateOnly => ConnectInstant.ToDate(0),
        TimeOnly => ConnectInstant.ToTime(0),
        DateTimeOffset => ConnectInstant.ToTimestamp(0),
        ConnectInstant => new ConnectInstant(0),
        IReadOnlyDictionary<object, object?> => EmptyMap,
        byte[] => throw Refused(value),
        IReadOnlyList<object?> => Array.Empty<object?>(),
        _ => throw Refused(value),
    };

    private static object ReplacementFor(object value, string replacement) => value switch
    {
        string => replacement,
        sbyte => unchecked((sbyte)Number(replacement).ToInt64()),
        short => unchecked((short)Number(replacement).ToInt64()),
        int => unchecked((int)Number(replacement).ToInt64()),
        long => Number(replacement).ToInt64(),
        float => (float)Number(replacement).ToDouble(),
        double => Number(replacement).ToDouble(),
        ConnectDecimal => Number(replacement),
        BigInteger => BigInteger.TryParse(replacement, out var number) ? number : throw NotANumber(replacement),
        _ => throw new DataException($"Cannot mask value of type {value.GetType()} with custom replacement."),
    };

    private static ConnectDecimal Number(string replacement) =>
        ConnectDecimal.TryParse(replacement, out var number) ? number : throw NotANumber(replacement);

    private static DataException NotANumber(string replacement) => new($"Unable to convert {replacement} ({replacement.GetType()}) to number");

    private static DataException Refused(object value) => new($"Cannot mask value of type: {value.GetType()}");
}
