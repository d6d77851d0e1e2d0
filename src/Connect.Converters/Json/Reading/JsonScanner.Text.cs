using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Connect.Converters.Json.Reading;

internal ref partial struct JsonScanner
{
    /// <summary>How many characters a text may have.</summary>
    public const int MaxStringLength = 20_000_000;

    /// <summary>How many bytes of UTF-8 the name of a member may have.</summary>
    public const int MaxNameLength = 50_000;

    // Where a run of plain ASCII ends: at the closing quote, an escape, a control character, or a byte of a longer character.
    private static readonly SearchValues<byte> NotPlain =
        SearchValues.Create([.. Enumerable.Range(0, 256).Where(code => code is < ' ' or '"' or '\\' or > 0x7F).Select(code => (byte)code)]);

    private static readonly SearchValues<byte> EndOrEscape =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (byte)code), (byte)'"', (byte)'\\']);

    /// <summary>Takes a text, whose opening quote has been seen.</summary>
    public string TakeString()
    {
        if (TryTakePlain(out var plain))
        {
            CheckStringLength(plain.Length);
            return Encoding.Latin1.GetString(plain);
        }

        var text = Decode(inName: false);
        CheckStringLength(text.Length);
        return text;
    }

    /// <summary>Takes a text without making a string of it, checking it anyway.</summary>
    public void SkipString()
    {
        CheckStringLength(TryTakePlain(out var plain) ? plain.Length : Decode(inName: false).Length);
    }

    /// <summary>Takes a member's name, whose opening quote has been seen: its bytes where they are plain ASCII, else a decoded text.</summary>
    public ReadOnlySpan<byte> TakeName(out string? decoded)
    {
        if (TryTakePlain(out var plain))
        {
            decoded = null;
            return plain.Length <= MaxNameLength ? plain : throw NameTooLong(plain.Length);
        }

        decoded = Decode(inName: true);
        var length = decoded.Length > MaxNameLength ? decoded.Length : Encoding.UTF8.GetByteCount(decoded);
        return length <= MaxNameLength ? default : throw NameTooLong(length);
    }

    /// <summary>Takes a text that is plain ASCII without escapes, whose opening quote has been seen.</summary>
    public bool TryTakePlain(out ReadOnlySpan<byte> plain)
    {
        var rest = _data[(_position + 1)..];
        var end = rest.IndexOfAny(NotPlain);
        if (end < 0 || rest[end] != '"')
        {
            plain = default;
            return false;
        }

        plain = rest[..end];
        _position += end + 2;
        return true;
    }

    private string Decode(bool inName)
    {
        _position++;
        var run = TakeRun();
        if (_position < _data.Length && _data[_position] == '"' && Utf8.IsValid(run))
        {
            _position++;
            return Encoding.UTF8.GetString(run);
        }

        var text = new StringBuilder();
        while (true)
        {
            JsonUtf8.Append(text, run, inName, _position - run.Length);
            if (_position >= _data.Length)
                throw Unexpected("in a text");
            if (_data[_position] == '"')
                break;
            if (_data[_position] < ' ')
                throw Unexpected("control characters have to be escaped");
            TakeEscape(text, inName);
            run = TakeRun();
        }

        _position++;
        return text.ToString();
    }

    private ReadOnlySpan<byte> TakeRun()
    {
        var rest = Rest;
        var end = rest.IndexOfAny(EndOrEscape);
        end = end < 0 ? rest.Length : end;
        _position += end;
        return rest[..end];
    }

    private void TakeEscape(StringBuilder text, bool inName)
    {
        _position++;
        if (_position >= _data.Length)
            throw Unexpected("in an escape sequence");
        var letter = _data[_position];
        if (letter == 'u')
        {
            _position++;
            var unit = TakeHexadecimal();
            text.Append(unit);
            if (inName && char.IsSurrogate(unit) && !_anySurrogatesInNames)
                text.Append(TakeLowSurrogate(unit));
            return;
        }

        text.Append(letter switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => (char)letter,
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => throw Unexpected("unrecognized character escape"),
        });
        _position++;
    }

    // In a name surrogates must be pairs of escapes; in other texts anything goes.
    private char TakeLowSurrogate(char high)
    {
        if (!char.IsHighSurrogate(high) || !TryTake("\\u"u8))
            throw Unexpected("broken surrogate pair in field name");
        var low = TakeHexadecimal();
        return char.IsLowSurrogate(low) ? low : throw Unexpected("broken surrogate pair in field name");
    }

    private char TakeHexadecimal()
    {
        var code = 0;
        for (var i = 0; i < 4; i++, _position++)
        {
            var digit = _position < _data.Length ? HexadecimalDigit(_data[_position]) : -1;
            if (digit < 0)
                throw Unexpected("expecting a hexadecimal digit");
            code = (code << 4) | digit;
        }

        return (char)code;
    }

    private static int HexadecimalDigit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };

    private readonly void CheckStringLength(int length)
    {
        if (length > MaxStringLength)
            throw Error($"String value length ({length}) exceeds the maximum allowed ({MaxStringLength})");
    }

    private readonly JsonSyntaxException NameTooLong(int length) => Error($"Name length ({length}) exceeds the maximum allowed ({MaxNameLength})");
}
