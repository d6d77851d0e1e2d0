namespace Connect.Text.Patterns;

/// <content>What a backslash introduces.</content>
internal sealed partial class PatternParser
{
    private PatternNode ParseEscape()
    {
        var token = _reader.PeekRaw();
        var letter = Ascii(token);
        if (letter is 'p' or 'P')
            return PatternNode.OfSet(ParseFamily());
        if (letter is >= '1' and <= '9')
            return ParseBackReference();
        if (AssertionOf(letter) is { } kind)
        {
            _reader.ReadRaw();
            if (letter == 'b' && _reader.PeekRaw().Is('{') && _reader.PeekRaw(1).Is('g') && _reader.PeekRaw(2).Is('}'))
                throw Error("The grapheme boundary \\b{g} is not supported");
            return PatternNode.Assertion(kind, Flags);
        }
        if (CharacterClasses.Escape(letter, Flags) is { } set)
        {
            _reader.ReadRaw();
            return PatternNode.OfSet(set);
        }
        return letter == 'k' ? ParseNamedReference() : Literal(ParseCharacterEscape());
    }

    private static PatternNodeKind? AssertionOf(char letter) => letter switch
    {
        'A' => PatternNodeKind.InputStart,
        'B' => PatternNodeKind.NotWordBoundary,
        'G' => PatternNodeKind.MatchStart,
        'R' => PatternNodeKind.LineBreak,
        'Z' => PatternNodeKind.BeforeFinalTerminator,
        'b' => PatternNodeKind.WordBoundary,
        'z' => PatternNodeKind.InputEnd,
        _ => null,
    };

    private PatternNode ParseBackReference()
    {
        var group = _reader.ReadRaw().CodePoint - '0';
        while (char.IsAsciiDigit(Ascii(_reader.Peek())))
        {
            // A further digit counts only when that many groups have been opened already.
            var longer = (group * 10) + (_reader.Peek().CodePoint - '0');
            if (longer > _groupCount)
                break;
            group = longer;
            _reader.Read();
        }
        return PatternNode.BackReference(group, Flags);
    }

    private PatternNode ParseNamedReference()
    {
        _reader.ReadRaw();
        if (!_reader.TryRead('<'))
            throw Error("\\k is not followed by '<' for named capturing group");
        var name = ParseGroupName();
        return _groupNames.TryGetValue(name, out var group)
            ? PatternNode.BackReference(group, Flags)
            : throw Error($"named capturing group <{name}> does not exist");
    }

    /// <summary>Reads an escape that stands for one character, behind its backslash.</summary>
    private int ParseCharacterEscape()
    {
        var token = _reader.ReadRaw();
        if (token.IsEnd)
            throw Error("Unexpected internal error");
        switch (Ascii(token))
        {
            case '0':
                return ParseOctal();
            case 'a':
                return '\a';
            case 'c':
                var control = _reader.Read();
                return control.IsEnd ? throw Error("Illegal control escape sequence") : control.CodePoint ^ 64;
            case 'e':
                return '\u001B';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return ParseUnicode();
            case 'x':
                return ParseHexadecimal();
            case 'X':
                throw Error("The grapheme cluster \\X is not supported");
            case 'N':
                throw Error("Character names, \\N{…}, are not supported");
            case var other when char.IsAsciiLetterOrDigit(other):
                throw Error("Illegal/unsupported escape sequence");
            default:
                return token.CodePoint;
        }
    }

    private int ParseOctal()
    {
        var number = ReadOctalDigit() ?? throw Error("Illegal octal escape sequence");
        if (ReadOctalDigit() is not { } second)
            return number;
        var two = (number * 8) + second;
        return number <= 3 && ReadOctalDigit() is { } third ? (two * 8) + third : two;
    }

    private int? ReadOctalDigit() => Ascii(_reader.Peek()) is >= '0' and <= '7' ? _reader.Read().CodePoint - '0' : null;

    private int ParseUnicode()
    {
        var unit = ParseFourDigits();
        if (!char.IsHighSurrogate((char)unit) || !_reader.PeekRaw().Is('\\') || !_reader.PeekRaw(1).Is('u'))
            return unit;
        var mark = _reader.Position;
        _reader.ReadRaw();
        _reader.ReadRaw();
        var second = ParseFourDigits();
        if (char.IsLowSurrogate((char)second))
            return char.ConvertToUtf32((char)unit, (char)second);
        _reader.Position = mark;
        return unit;
    }

    private int ParseFourDigits()
    {
        var number = 0;
        for (var i = 0; i < 4; i++)
            number = (number * 16) + (ReadHexDigit() ?? throw Error("Illegal Unicode escape sequence"));
        return number;
    }

    private int ParseHexadecimal()
    {
        if (!_reader.TryRead('{'))
        {
            var high = ReadHexDigit() ?? throw Error("Illegal hexadecimal escape sequence");
            return (high * 16) + (ReadHexDigit() ?? throw Error("Illegal hexadecimal escape sequence"));
        }
        var number = ReadHexDigit() ?? throw Error("Illegal hexadecimal escape sequence");
        while (ReadHexDigit() is { } digit)
        {
            number = (number * 16) + digit;
            if (number > CodePointSet.Last)
                throw Error("Hexadecimal codepoint is too big");
        }
        return _reader.TryRead('}') ? number : throw Error("Unclosed hexadecimal escape sequence");
    }

    private int? ReadHexDigit()
    {
        var digit = Ascii(_reader.Peek());
        if (!char.IsAsciiHexDigit(digit))
            return null;
        _reader.Read();
        return char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }
}
