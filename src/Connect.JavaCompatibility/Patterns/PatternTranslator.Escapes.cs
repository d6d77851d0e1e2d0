namespace Connect.JavaCompatibility.Patterns;

/// <content>What a backslash introduces.</content>
internal sealed partial class PatternTranslator
{
    private void Escape()
    {
        var letter = Ascii(_reader.Peek());
        switch (letter)
        {
            case >= '1' and <= '9':
                NumberedReference();
                break;
            case 'k':
                NamedReference();
                break;
            case 'b' when _reader.Peek(1).Is('{') && _reader.Peek(2).Is('g'):
                _reader.Read();
                throw Error("The grapheme boundary \\b{g} is not supported");
            case 'A' or 'B' or 'G' or 'b' or 'z':
                _reader.Read();
                _text.Append('\\').Append(letter);
                break;
            case 'Z':
                _reader.Read();
                _text.Append(BeforeFinalTerminator);
                break;
            case 'R':
                _reader.Read();
                _text.Append(LineBreak);
                break;
            default:
                if (SetEscape() is { } set)
                    _text.Append('[').Append(set).Append(']');
                else
                    Literal(CharacterEscape());
                break;
        }
    }

    /// <summary>Reads an escape that stands for several characters, behind its backslash: the inside a class; null, and nothing is read, for any
    /// other.</summary>
    private string? SetEscape()
    {
        var letter = Ascii(_reader.Peek());
        if (letter is 'p' or 'P')
            return Property();
        if (CharacterSets.OfEscape(letter) is { } set)
        {
            _reader.Read();
            return set;
        }

        return null;
    }

    private string Property()
    {
        var isComplement = _reader.Read().Is('P');
        var name = PropertyName();
        if (CharacterSets.OfProperty(name, isComplement) is { } set)
            return set;
        var isKnownToJava = name.StartsWith("Is", StringComparison.Ordinal) || name.StartsWith("In", StringComparison.Ordinal)
            || name.StartsWith("java", StringComparison.Ordinal) || name.Contains('=', StringComparison.Ordinal);
        throw Error(isKnownToJava ? $"The property {{{name}}} is not supported" : $"Unknown character property name {{{name}}}");
    }

    private string PropertyName()
    {
        var first = _reader.Read();
        if (first.IsEnd)
            throw Error("Unclosed character family");
        if (!first.Is('{'))
            return char.ConvertFromUtf32(first.CodePoint);
        var name = "";
        for (var token = _reader.Read(); !token.Is('}'); token = _reader.Read())
            name += token.IsEnd ? throw Error("Unclosed character family") : (char)token.CodePoint;
        return name.Length == 0 ? throw Error("Empty character family") : name;
    }

    private void NumberedReference()
    {
        var group = _reader.Read().CodePoint - '0';
        // A further digit counts only when that many groups have been opened already.
        while (char.IsAsciiDigit(Ascii(_reader.Peek())) && (group * 10) + (_reader.Peek().CodePoint - '0') <= _groupCount)
            group = (group * 10) + (_reader.Read().CodePoint - '0');
        _references.Add(group);
        _text.Append(Reference(group));
    }

    private void NamedReference()
    {
        _reader.Read();
        if (!_reader.TryRead('<'))
            throw Error("\\k is not followed by '<' for named capturing group");
        var name = GroupName();
        _text.Append(_groupNames.TryGetValue(name, out var group) ? Reference(group) : throw Error($"named capturing group <{name}> does not exist"));
    }

    /// <summary>Reads an escape that stands for one character, behind its backslash.</summary>
    private int CharacterEscape()
    {
        var token = _reader.Read();
        if (token.IsEnd)
            throw Error("Unexpected internal error");
        return Ascii(token) switch
        {
            '0' => Octal(),
            'a' => '\a',
            'c' when _reader.Peek().IsEnd => throw Error("Illegal control escape sequence"),
            'c' => _reader.Read().CodePoint ^ 64,
            'e' => '\u001B',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => Hexadecimal(4, "Illegal Unicode escape sequence"),
            'x' when _reader.TryRead('{') => BracedHexadecimal(),
            'x' => Hexadecimal(2, "Illegal hexadecimal escape sequence"),
            'X' => throw Error("The grapheme cluster \\X is not supported"),
            'N' => throw Error("Character names, \\N{…}, are not supported"),
            var other when char.IsAsciiLetterOrDigit(other) => throw Error("Illegal/unsupported escape sequence"),
            _ => token.CodePoint,
        };
    }

    private int Octal()
    {
        var number = OctalDigit() ?? throw Error("Illegal octal escape sequence");
        if (OctalDigit() is not { } second)
            return number;
        var two = (number * 8) + second;
        return number <= 3 && OctalDigit() is { } third ? (two * 8) + third : two;
    }

    private int? OctalDigit() => Ascii(_reader.Peek()) is >= '0' and <= '7' ? _reader.Read().CodePoint - '0' : null;

    private int Hexadecimal(int count, string error)
    {
        var number = 0;
        for (var i = 0; i < count; i++)
            number = (number * 16) + (HexDigit() ?? throw Error(error));
        return number;
    }

    private int BracedHexadecimal()
    {
        var number = HexDigit() ?? throw Error("Illegal hexadecimal escape sequence");
        while (HexDigit() is { } digit)
        {
            number = (number * 16) + digit;
            if (number > 0x10FFFF)
                throw Error("Hexadecimal codepoint is too big");
        }

        return _reader.TryRead('}') ? number : throw Error("Unclosed hexadecimal escape sequence");
    }

    private int? HexDigit()
    {
        var digit = Ascii(_reader.Peek());
        if (!char.IsAsciiHexDigit(digit))
            return null;
        _reader.Read();
        return char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }
}
