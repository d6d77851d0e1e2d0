namespace Connect.Data;

/// <summary>Java's conversions between numbers (<c>Number.longValue</c> and its kin): out of range they saturate from floating point and wrap between
/// integers.</summary>
internal static class JavaNumberCast
{
    public static bool IsNumber(object? value) =>
        value is sbyte or short or int or long or float or double or ConnectDecimal or System.Numerics.BigInteger;

    /// <summary>Widens whatever Java calls a <c>Number</c>, and a <see cref="decimal"/>.</summary>
    public static bool TryToDouble(object value, out double number)
    {
        var isNumber = value is decimal || IsNumber(value);
        number = value is decimal money ? (double)money : isNumber ? ToDouble(value) : 0;
        return isNumber;
    }

    public static long ToInt64(object value) => value switch
    {
        sbyte number => number,
        short number => number,
        int number => number,
        long number => number,
        float number => ToInt64(number),
        double number => ToInt64(number),
        ConnectDecimal number => number.ToInt64(),
        System.Numerics.BigInteger number => ConnectDecimal.LowBits(number),
        _ => throw new DataException($"{value.GetType()} is not a number."),
    };

    public static double ToDouble(object value) => value switch
    {
        sbyte number => number,
        short number => number,
        int number => number,
        long number => number,
        float number => number,
        double number => number,
        ConnectDecimal number => number.ToDouble(),
        System.Numerics.BigInteger number => new ConnectDecimal(number, 0).ToDouble(),
        _ => throw new DataException($"{value.GetType()} is not a number."),
    };

    public static float ToSingle(object value) => value switch
    {
        sbyte number => number,
        short number => number,
        int number => number,
        long number => number,
        float number => number,
        double number => (float)number,
        ConnectDecimal number => number.ToSingle(),
        System.Numerics.BigInteger number => new ConnectDecimal(number, 0).ToSingle(),
        _ => throw new DataException($"{value.GetType()} is not a number."),
    };

    public static long ToInt64(double number)
    {
        if (double.IsNaN(number))
            return 0;
        return number >= long.MaxValue ? long.MaxValue : number <= long.MinValue ? long.MinValue : (long)number;
    }
}
