using System.Globalization;
using System.Text;

namespace Connect.JavaCompatibility.Patterns;

/// <content>Groups: capturing, named, atomic, lookaround, and embedded flags.</content>
internal sealed partial class PatternTranslator
{
    private bool Group()
    {
        if (!_reader.TryRead('?'))
            return Capture();
        var letter = Ascii(_reader.Read());
        switch (letter)
        {
            case ':' or '=' or '!' or '>':
                return Body($"(?{letter}");
            case '<' when _reader.TryRead('='):
                return Body("(?<=");
            case '<' when _reader.TryRead('!'):
                return Body("(?<!");
            case '<':
                var name = GroupName();
                if (!_groupNames.TryAdd(name, _groupCount + 1))
                    throw Error($"Named capturing group <{name}> is already defined");
                return Capture();
            case '$' or '@':
                throw Error("Unknown group type");
            default:
                return Flags(letter);
        }
    }

    // .NET numbers named groups behind all others: every group says its number.
    private bool Capture() => Body(string.Create(CultureInfo.InvariantCulture, $"(?<{++_groupCount}>"));

    private bool Body(string open) => Body(open, _isMultiline, _isDotAll);

    private bool Body(string open, bool isMultilineBehind, bool isDotAllBehind)
    {
        _text.Append(open);
        Alternation();
        if (!_reader.TryRead(')'))
            throw _reader.ErrorAhead("Unclosed group");
        _text.Append(')');
        (_isMultiline, _isDotAll) = (isMultilineBehind, isDotAllBehind);
        return true;
    }

    private string GroupName()
    {
        var name = new StringBuilder();
        if (!char.IsAsciiLetter(Ascii(_reader.Peek())))
        {
            _reader.Read();
            throw Error("capturing group name does not start with a Latin letter");
        }

        while (char.IsAsciiLetterOrDigit(Ascii(_reader.Peek())))
            name.Append((char)_reader.Read().CodePoint);
        if (Ascii(_reader.Read()) != '>')
            throw Error("named capturing group is missing trailing '>'");
        return name.ToString();
    }

    // The case is left to .NET, whose embedded flag reaches as far as Java's.
    private bool Flags(char letter)
    {
        var (isMultiline, isDotAll) = (_isMultiline, _isDotAll);
        var isOn = true;
        var ignoresCase = "";
        for (; ; letter = Ascii(_reader.Read()))
        {
            switch (letter)
            {
                case ')':
                    _text.Append(ignoresCase.Length > 0 ? $"(?{ignoresCase})" : "");
                    return false;
                case ':':
                    return Body($"(?{ignoresCase}:", isMultiline, isDotAll);
                case '-' when isOn:
                    isOn = false;
                    break;
                case 'i':
                    ignoresCase = isOn ? "i" : "-i";
                    break;
                case 'm':
                    _isMultiline = isOn;
                    break;
                case 's':
                    _isDotAll = isOn;
                    break;
                case 'u':
                    break;
                case 'c' or 'd' or 'U' or 'x':
                    throw Error($"The flag {letter} is not supported");
                default:
                    throw Error("Unknown inline modifier");
            }
        }
    }
}
