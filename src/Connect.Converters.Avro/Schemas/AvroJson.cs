using System.Globalization;
using System.Numerics;

namespace Connect.Converters.Avro.Schemas;

/// <summary>A JSON value of a schema's text. Keeps the order of members and the form of numbers.</summary>
internal sealed class AvroJson : IEquatable<AvroJson>
{
    public static readonly AvroJson Null = new(AvroJsonKind.Null);
    public static readonly AvroJson True = new(AvroJsonKind.Boolean) { Long = 1 };
    public static readonly AvroJson False = new(AvroJsonKind.Boolean);

    private AvroJson(AvroJsonKind kind) => Kind = kind;

    public AvroJsonKind Kind { get; }

    /// <summary>The value of a string; the digits of an integer.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The value of an integer that fits into 64 bits; 1 for true.</summary>
    public long Long { get; private init; }

    /// <summary>Whether an integer fits into 64 bits.</summary>
    public bool IsLong { get; private init; }

    /// <summary>The value of a number, including integers.</summary>
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

    /// <summary>A float in its shortest form: <c>12.2f</c> is 12.2, not the nearest double.</summary>
    public static AvroJson OfShortest(float value) =>
        Of(float.IsFinite(value) ? double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value);

    public static AvroJson Of(IReadOnlyList<AvroJson> items) => new(AvroJsonKind.Array) { Items = items };

    public static AvroJson Of(AvroProperties members) => new(AvroJsonKind.Object) { Members = members };

    /// <summary>A number from JSON text; with a fraction or an exponent it is a double.</summary>
    public static AvroJson OfNumber(string text)
    {
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
            return Of(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return Of(value);

        // Parsing takes quadratic time, so limit the digits; Java's parser also refuses more than a thousand.
        if (text.Length > 1000)
            throw new DataException($"The Avro schema contains a number of {text.Length} digits.");
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
