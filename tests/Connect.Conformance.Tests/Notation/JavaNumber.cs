using System.Globalization;

namespace Connect.Conformance.Tests.Notation;

/// <summary>Reads floating-point numbers as Java prints them.</summary>
internal static class JavaNumber
{
    public static double ReadDouble(string text) => text switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    public static float ReadFloat(string text) => text switch
    {
        "Infinity" => float.PositiveInfinity,
        "-Infinity" => float.NegativeInfinity,
        _ => float.Parse(text, CultureInfo.InvariantCulture),
    };
}
