namespace Connect.JavaCompatibility.Numbers;

/// <summary>The bits of floating-point numbers as Java's serializers write them: NaN is positive there and negative here.</summary>
internal static class JavaNaN
{
    private const int NetSingle = unchecked((int)0xFFC00000);
    private const int JavaSingle = 0x7FC00000;
    private const long JavaDouble = 0x7FF8000000000000;

    /// <summary>The bits of a float; those of a NaN that was computed are kept, as in Java.</summary>
    public static int Bits(float number)
    {
        var bits = BitConverter.SingleToInt32Bits(number);
        return bits == NetSingle ? JavaSingle : bits;
    }

    /// <summary>The bits of a double; all NaN are one, as in Java.</summary>
    public static long Bits(double number) => double.IsNaN(number) ? JavaDouble : BitConverter.DoubleToInt64Bits(number);
}
