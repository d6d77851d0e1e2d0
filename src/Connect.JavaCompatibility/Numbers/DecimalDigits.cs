using System.Runtime.CompilerServices;

namespace Connect.JavaCompatibility.Numbers;

/// <summary>The decimal digits of a floating-point number and where its point stands, between .NET's notation and Java's.</summary>
internal ref struct DecimalDigits
{
    private Buffer _digits;
    private bool _negative;

    // The value is 0.d1d2d3… times ten to this power.
    private int _point;

    public int Count { get; private set; }

    /// <summary>Reads what .NET prints: <c>-1.25E-07</c>, <c>125</c>, <c>0.00125</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its digits without leading and trailing zeros, at least one.</returns>
    public static DecimalDigits Parse(ReadOnlySpan<byte> text)
    {
        var result = default(DecimalDigits);
        var seenPoint = false;
        var i = 0;
        if (text[0] == '-')
        {
            result._negative = true;
            i = 1;
        }

        for (; i < text.Length && text[i] != 'E'; i++)
        {
            if (text[i] == '.')
            {
                seenPoint = true;
                continue;
            }

            if (result.Count > 0 || text[i] != '0')
            {
                result._digits[result.Count++] = text[i];
                result._point += seenPoint ? 0 : 1;
            }
            else if (seenPoint)
            {
                result._point--;
            }
        }

        if (i < text.Length)
            result._point += ParseExponent(text[(i + 1)..]);
        result.Trim();
        return result;
    }

    /// <summary>Writes the number as Java prints it.</summary>
    /// <param name="utf8">Where to write.</param>
    /// <returns>How many bytes were written.</returns>
    public readonly int Write(Span<byte> utf8)
    {
        var length = 0;
        if (_negative)
            utf8[length++] = (byte)'-';
        return _point switch
        {
            > 0 and <= 7 => WritePlain(utf8, length),
            > -3 and <= 0 => WriteFraction(utf8, length),
            _ => WriteScientific(utf8, length),
        };
    }

    private readonly int WritePlain(Span<byte> utf8, int length)
    {
        for (var i = 0; i < Math.Max(Count, _point + 1); i++)
        {
            if (i == _point)
                utf8[length++] = (byte)'.';
            utf8[length++] = i < Count ? _digits[i] : (byte)'0';
        }

        return length;
    }

    private readonly int WriteFraction(Span<byte> utf8, int length)
    {
        utf8[length++] = (byte)'0';
        utf8[length++] = (byte)'.';
        for (var i = _point; i < 0; i++)
            utf8[length++] = (byte)'0';
        for (var i = 0; i < Count; i++)
            utf8[length++] = _digits[i];
        return length;
    }

    private readonly int WriteScientific(Span<byte> utf8, int length)
    {
        utf8[length++] = _digits[0];
        utf8[length++] = (byte)'.';
        for (var i = 1; i < Count; i++)
            utf8[length++] = _digits[i];
        if (Count == 1)
            utf8[length++] = (byte)'0';
        utf8[length++] = (byte)'E';
        (_point - 1).TryFormat(utf8[length..], out var written);
        return length + written;
    }

    private static int ParseExponent(ReadOnlySpan<byte> text)
    {
        var exponent = 0;
        foreach (var c in text)
        {
            if (c is >= (byte)'0' and <= (byte)'9')
                exponent = (exponent * 10) + c - '0';
        }

        return text[0] == '-' ? -exponent : exponent;
    }

    private void Trim()
    {
        while (Count > 0 && _digits[Count - 1] == '0')
            Count--;
        if (Count > 0)
            return;
        _digits[0] = (byte)'0';
        Count = 1;
        _point = 1;
    }

    [InlineArray(24)]
    private struct Buffer
    {
        private byte _first;
    }
}
