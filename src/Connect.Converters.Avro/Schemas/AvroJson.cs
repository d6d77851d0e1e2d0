using System.Globalization;
using System.Numerics;

namespace Connect.Converters.Avro.Schemas;

/// <summary>A JSON value as a schema's text holds it: order of members and form of numbers are kept.</summary>
internal sealed class AvroJson : IEquatable<AvroJson>
{
    public static readonly AvroJson Null = new(AvroJsonKind.Null);
    public static readonly AvroJson True = new(AvroJsonKind.Boolean) { Long = 1 };
    public static readonly AvroJson False = new(AvroJsonKind.Boolean);

    private AvroJson(AvroJsonKind kind) => Kind = kind;

    public AvroJsonKind Kind { get; }

    /// <summary>The text of a string; the digits of an integer.</summary>
    public string Text { get; private init; } = "";

    /// <summary>An integer that fits, or 1 for true.</summary>
    public long Long { get; private init; }

    /// <summary>Whether an integer fits a 64-bit number.</summary>
    public bool IsLong { get; private init; }

    /// <summary>The number, also of an integer.</summary>
    public double Double { get; private init; }

    public IReadOnlyList<AvroJson> Items { get; private init; } = [];

    public AvroProperties Members { get; private init; } = AvroProperties.Empty;

    public bool IsNumber => Kind is AvroJsonKind.Integer or AvroJsonKind.Double;

    public bool IsInt => Kind == AvroJsonKind.Integer && IsLong && Long is >= int.MinValue and <= int.MaxValue;

    public static AvroJson Of(bool value) => value ? True : False;

    public static AvroJson Of(string value) => new(AvroJsonKind.String) { Text = value };

    public static AvroJson Of(double value) => new(AvroJsonKind.Double) { Double = value };

    public static AvroJson Of(long value) => new(AvroJsonKind.Integer)
    {
        Long = value,
        IsLong = true,
        Double = value,
        Text = value.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A float in its own shortest form: <c>12.2f</c> is 12.2, not the double next to it.</summary>
    public static AvroJson OfShortest(float value) =>
        Of(float.IsFinite(value) ? double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value);

    public static AvroJson Of(IReadOnlyList<AvroJson> items) => new(AvroJsonKind.Array) { Items = items };

    public static AvroJson Of(AvroProperties members) => new(AvroJsonKind.Object) { Members = members };

    /// <summary>A number as it stands in JSON text; one with a fraction or an exponent is a double.</summary>
    public static AvroJson OfNumber(string text)
    {
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
            return Of(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return Of(value);

        // Digits without bound would cost quadratic time; Java's parser refuses more than a thousand too.
        if (text.Length > 1000)
            throw new DataException($"A number of {text.Length} digits in an Avro schema.");
        var big = BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return new(AvroJsonKind.Integer) { Text = big.ToString(CultureInfo.InvariantCulture), Double = (double)big };
    }

    public bool Equals(AvroJson? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || Kind != other.Kind)
            return false;
        return Kind switch
        {
            AvroJsonKind.Null => true,
            AvroJsonKind.Boolean => Long == other.Long,
            AvroJsonKind.Double => BitConverter.DoubleToInt64Bits(Double) == BitConverter.DoubleToInt64Bits(other.Double)
                || (double.IsNaN(Double) && double.IsNaN(other.Double)),
            AvroJsonKind.Array => Items.SequenceEqual(other.Items),
            AvroJsonKind.Object => Members.Equals(other.Members),
            _ => Text == other.Text,
        };
    }

    public override bool Equals(object? obj) => Equals(obj as AvroJson);

    public override int GetHashCode() => HashCode.Combine(Kind, Text, Kind == AvroJsonKind.Double ? 0 : Long, Items.Count, Members.Count);

    /// <summary>The value as JSON text.</summary>
    public override string ToString()
    {
        var text = new AvroJsonText();
        text.Value(this);
        return text.ToString();
    }
}
