namespace Connect.Converters.Json.Reading;

internal ref partial struct JsonScanner
{
    /// <summary>How many digits a number may have, those of the exponent included.</summary>
    public const int MaxNumberLength = 1000;

    private const int DigitsThatFitInt64 = 18;
    private const int MaxExponentDigits = 10;
    private const int LongNumberLength = 500;

    /// <summary>Takes a number, whose first byte has been seen to be a minus or a digit.</summary>
    public JsonNumber TakeNumber()
    {
        var negative = _data[_position] == '-';
        if (negative)
            _position++;
        var start = _position;
        ulong value = 0;
        byte c = 0;
        for (; _position < _data.Length && (c = _data[_position]) is >= (byte)'0' and <= (byte)'9'; _position++)
            value = unchecked((value * 10) + c - '0');
        if (_position == start)
            throw Unexpected("expecting a digit");
        while (_data[start] == '0' && start + 1 < _position)
            start++;
        var digits = _position - start;
        if (_position < _data.Length && c is (byte)'.' or (byte)'e' or (byte)'E')
            return TakeFraction(start, digits, negative);
        CheckNumberLength(digits);
        if (_depth == 0)
            CheckEndOfNumber();
        var bits = negative ? unchecked(-(long)value) : (long)value;
        return new JsonNumber
        {
            Magnitude = _data[start.._position],
            IsNegative = negative,
            IsIntegral = true,
            IntegerDigits = digits,
            LowBits = bits,
            FitsInt64 = digits <= DigitsThatFitInt64 || (digits == DigitsThatFitInt64 + 1 && (bits < 0 == negative)),
        };
    }

    private JsonNumber TakeFraction(int start, int integerDigits, bool negative)
    {
        var digits = integerDigits;
        var fractionDigits = 0;
        if (_data[_position] == '.')
        {
            _position++;
            fractionDigits = TakeDigits("Decimal point not followed by a digit");
            digits += fractionDigits;
        }

        if (_position < _data.Length && _data[_position] is (byte)'e' or (byte)'E')
        {
            _position++;
            var negativeExponent = _position < _data.Length && _data[_position] == '-';
            if (_position < _data.Length && _data[_position] is (byte)'-' or (byte)'+')
                _position++;
            var exponentStart = _position;
            digits += TakeDigits("Exponent indicator not followed by a digit");
            CheckNumberLength(digits);
            var length = _position - start + (negative ? 1 : 0);
            CheckExponent(_data[exponentStart.._position], negativeExponent, fractionDigits, length);
        }

        CheckNumberLength(digits);
        if (_depth == 0)
            CheckEndOfNumber();
        return new JsonNumber { Magnitude = _data[start.._position], IsNegative = negative, IsIntegral = false, IntegerDigits = integerDigits };
    }

    private int TakeDigits(string failure)
    {
        var start = _position;
        while (_position < _data.Length && _data[_position] is >= (byte)'0' and <= (byte)'9')
            _position++;
        return _position > start ? _position - start : throw Unexpected(failure);
    }

    private readonly void CheckNumberLength(int digits)
    {
        if (digits > MaxNumberLength)
            throw Error($"Number value length ({digits}) exceeds the maximum allowed ({MaxNumberLength})");
    }

    // The scale of Java's BigDecimal is an int. Its own parser wants the exponent to be one too; Jackson has another parser for long numbers.
    private readonly void CheckExponent(ReadOnlySpan<byte> digits, bool negative, int fractionDigits, int length)
    {
        digits = digits.TrimStart((byte)'0');
        long exponent = 0;
        foreach (var digit in digits.Length <= MaxExponentDigits ? digits : "9999999999"u8)
            exponent = (exponent * 10) + digit - '0';
        var scale = fractionDigits - (negative ? -exponent : exponent);
        if (scale is < -int.MaxValue or > int.MaxValue || (exponent > int.MaxValue && length < LongNumberLength))
            throw Error("The number's exponent is out of range");
    }
}
