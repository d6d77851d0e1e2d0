using System.Text;

namespace Connect.Text.Patterns;

/// <content>Groups: capturing, named, atomic, lookaround, and embedded flags.</content>
internal sealed partial class PatternParser
{
    private PatternNode? ParseGroup()
    {
        var outer = Flags;
        _reader.Read();
        if (!_reader.Peek().Is('?'))
            return ParseCapture(outer);
        _reader.Read();
        switch (Ascii(_reader.PeekRaw()))
        {
            case ':':
                _reader.ReadRaw();
                return ParseGroupBody(outer);
            case '=':
                return ParseWrapped(PatternNodeKind.LookAhead, outer);
            case '!':
                return ParseWrapped(PatternNodeKind.NotLookAhead, outer);
            case '>':
                return ParseWrapped(PatternNodeKind.Atomic, outer);
            case '<':
                return ParseLookBehindOrName(outer);
            case '$' or '@':
                _reader.ReadRaw();
                throw Error("Unknown group type");
            default:
                return ParseFlags(outer);
        }
    }

    private PatternNode ParseWrapped(PatternNodeKind kind, PatternFlags outer)
    {
        _reader.ReadRaw();
        return PatternNode.Wrap(kind, ParseGroupBody(outer));
    }

    private PatternNode ParseCapture(PatternFlags outer)
    {
        var group = ++_groupCount;
        return PatternNode.Capture(group, ParseGroupBody(outer));
    }

    private PatternNode ParseGroupBody(PatternFlags outer)
    {
        var body = ParseAlternation();
        if (!_reader.TryRead(')'))
            throw _reader.ErrorAhead("Unclosed group");
        _reader.Flags = outer;
        return body;
    }

    private PatternNode ParseLookBehindOrName(PatternFlags outer)
    {
        _reader.ReadRaw();
        if (_reader.TryRead('='))
            return LookBehind(PatternNodeKind.LookBehind, ParseGroupBody(outer));
        if (_reader.TryRead('!'))
            return LookBehind(PatternNodeKind.NotLookBehind, ParseGroupBody(outer));
        var name = ParseGroupName();
        if (!_groupNames.TryAdd(name, _groupCount + 1))
            throw Error($"Named capturing group <{name}> is already defined");
        return ParseCapture(outer);
    }

    // A back reference has no obvious length either. (.NET would match it before its group is filled: it goes from right to left.)
    private PatternNode LookBehind(PatternNodeKind kind, PatternNode body) =>
        LookBehindLength.IsObvious(body)
            ? PatternNode.Wrap(kind, body)
            : throw Error("Look-behind group does not have an obvious maximum length");

    private string ParseGroupName()
    {
        if (!char.IsAsciiLetter(Ascii(_reader.Peek())))
        {
            _reader.Read();
            throw Error("capturing group name does not start with a Latin letter");
        }
        var name = new StringBuilder();
        while (char.IsAsciiLetterOrDigit(Ascii(_reader.Peek())))
            name.Append((char)_reader.Read().CodePoint);
        if (!_reader.TryRead('>'))
        {
            _reader.Read();
            throw Error("named capturing group is missing trailing '>'");
        }
        return name.ToString();
    }

    private PatternNode? ParseFlags(PatternFlags outer)
    {
        var on = true;
        while (true)
        {
            var letter = Ascii(_reader.Read());
            switch (letter)
            {
                case ')':
                    return null;
                case ':':
                    return ParseGroupBody(outer);
                case '-' when on:
                    on = false;
                    break;
                case 'c':
                    throw Error("The flag c (canonical equivalence) is not supported");
                default:
                    var flag = FlagOf(letter);
                    if (flag == PatternFlags.None)
                        throw Error("Unknown inline modifier");
                    _reader.Flags = on ? Flags | flag : Flags & ~flag;
                    break;
            }
        }
    }

    private static PatternFlags FlagOf(char letter) => letter switch
    {
        'i' => PatternFlags.CaseInsensitive,
        'd' => PatternFlags.UnixLines,
        'm' => PatternFlags.Multiline,
        's' => PatternFlags.DotAll,
        'u' => PatternFlags.UnicodeCase,
        'x' => PatternFlags.Comments,
        'U' => PatternFlags.UnicodeClasses | PatternFlags.UnicodeCase,
        _ => PatternFlags.None,
    };
}
