namespace Connect.Converters.Json.Reading;

/// <summary>Enumerates JSON in UTF-8 and accepts exactly what Jackson accepts for Kafka Connect: leading zeros and overlong UTF-8 too, nothing beyond
/// its limits.</summary>
internal ref partial struct JsonScanner
{
    /// <summary>How deep arrays and objects may lie in each other.</summary>
    public const int MaxDepth = 1000;

    private readonly ReadOnlySpan<byte> _data;
    private readonly bool _anySurrogatesInNames;
    private int _position;
    private int _depth;

    /// <param name="data">The text.</param>
    /// <param name="wasUtf8">Whether it came as UTF-8: where it did not, Jackson takes names with half surrogate pairs.</param>
    public JsonScanner(ReadOnlySpan<byte> data, bool wasUtf8 = true)
    {
        _data = data;
        _anySurrogatesInNames = !wasUtf8;
        _position = 0;
        _depth = 0;
    }

    public int Position
    {
        readonly get => _position;
        set => _position = value;
    }

    public readonly ReadOnlySpan<byte> Rest => _data[_position..];

    public readonly ReadOnlySpan<byte> Data => _data;

    /// <summary>Skips blanks and tells the next byte; 0 at the end.</summary>
    public byte Peek()
    {
        while ((uint)_position < (uint)_data.Length)
        {
            var c = _data[_position];
            if (c > ' ' || c is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                return c;
            _position++;
        }

        return 0;
    }

    /// <summary>Whether there are only blanks left.</summary>
    public bool AtEnd()
    {
        Peek();
        return _position >= _data.Length;
    }

    /// <summary>Takes an expected text if it is exactly what follows.</summary>
    public bool TryTake(ReadOnlySpan<byte> expected)
    {
        if (!Rest.StartsWith(expected))
            return false;
        _position += expected.Length;
        return true;
    }

    /// <summary>Skips blanks and takes a byte if it is what follows.</summary>
    public bool TryTake(byte expected)
    {
        if (Peek() != expected || _position >= _data.Length)
            return false;
        _position++;
        return true;
    }

    /// <summary>Skips blanks and takes a byte.</summary>
    public void Take(byte expected, string expectation)
    {
        if (!TryTake(expected))
            throw Unexpected(expectation);
    }

    /// <summary>Takes the opening bracket of an array or object.</summary>
    public void Open()
    {
        if (++_depth > MaxDepth)
            throw Error($"Document nesting depth ({_depth}) exceeds the maximum allowed ({MaxDepth})");
        if (!JsonStack.HasRoom(_depth))
            throw Error($"Document nesting depth ({_depth}) exceeds what the thread's stack holds");
        _position++;
    }

    /// <summary>After an opening bracket: whether the array or object ends right there; takes the closing bracket.</summary>
    public bool TryClose(byte bracket)
    {
        if (!TryTake(bracket))
            return false;
        _depth--;
        return true;
    }

    /// <summary>After an element: true for a comma and so a further one, false for the closing bracket; takes either.</summary>
    public bool HasNext(byte bracket)
    {
        if (TryTake((byte)','))
            return true;
        if (!TryClose(bracket))
            throw Unexpected(bracket == ']' ? "expecting comma to separate Array entries" : "expecting comma to separate Object entries");
        return false;
    }

    /// <summary>Takes <c>null</c>, whose first letter has been seen.</summary>
    public void TakeNull() => TakeLiteral("null"u8);

    /// <summary>Takes <c>true</c> or <c>false</c>, whose first letter has been seen.</summary>
    public bool TakeBoolean()
    {
        var value = _data[_position] == 't';
        TakeLiteral(value ? "true"u8 : "false"u8);
        return value;
    }

    public readonly JsonSyntaxException Error(string message) => new(message, _position);

    public readonly JsonSyntaxException Unexpected(string expectation) => _position >= _data.Length
        ? Error($"Unexpected end of input: {expectation}")
        : Error($"Unexpected character (code 0x{_data[_position]:X2}): {expectation}");

    private void TakeLiteral(ReadOnlySpan<byte> literal)
    {
        if (!TryTake(literal))
            throw Error("Unrecognized token: expecting a string, number, array, object, 'null', 'true' or 'false'");
        if (_depth == 0)
            CheckEndOfWord();
    }
}
