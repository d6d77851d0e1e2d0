namespace Connect.Converters.Avro.Codec;

/// <summary>Cached boxes of frequent values.</summary>
internal static class AvroBoxes
{
    private const int Min = -128;
    private const int Max = 1023;

    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object[] Ints = [.. Enumerable.Range(Min, Max - Min + 1).Select(number => (object)number)];
    private static readonly object[] Longs = [.. Enumerable.Range(Min, Max - Min + 1).Select(number => (object)(long)number)];

    public static object Of(bool value) => value ? True : False;

    public static object Of(int value) => value is >= Min and <= Max ? Ints[value - Min] : value;

    public static object Of(long value) => value is >= Min and <= Max ? Longs[value - Min] : value;
}
