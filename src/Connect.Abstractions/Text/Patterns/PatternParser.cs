namespace Connect.Text.Patterns;

/// <summary>Reads the syntax of <c>java.util.regex.Pattern</c> of Java 17 into <see cref="PatternNode"/>s.</summary>
internal sealed partial class PatternParser
{
    // Deeper nesting has no use and would only exhaust the stack.
    private const int MaximumDepth = 250;

    private readonly PatternReader _reader;
    private readonly Dictionary<string, int> _groupNames = new(StringComparer.Ordinal);
    private int _groupCount;
    private int _depth;

    private PatternParser(string pattern) => _reader = new(pattern);

    private PatternFlags Flags => _reader.Flags;

    public static ParsedPattern Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var root = parser.ParseAlternation();
        if (!parser._reader.Peek().IsEnd)
            throw parser._reader.Error("Unmatched closing ')'");
        return new(root, parser._groupCount, parser._groupNames);
    }

    private PatternNode ParseAlternation()
    {
        if (++_depth > MaximumDepth)
            throw Error($"Groups and classes nested more than {MaximumDepth} deep are not supported");
        var branches = new List<PatternNode>();
        do
            branches.Add(ParseSequence());
        while (_reader.TryRead('|'));
        _depth--;
        return PatternNode.Alternation(branches);
    }

    private PatternNode ParseSequence()
    {
        var items = new List<PatternNode>();
        while (true)
        {
            var token = _reader.Peek();
            if (token.IsEnd || token.Is('|') || token.Is(')'))
                return PatternNode.Sequence(items);
            if (token.Is('?') || token.Is('*') || token.Is('+'))
                throw DanglingQuantifier();
            // A group of flags alone is nothing that could be repeated.
            if (ParseAtom() is { } atom)
                items.Add(ParseQuantifier(atom, isGroup: token.Is('(')));
        }
    }

    private PatternNode? ParseAtom()
    {
        var token = _reader.Peek();
        if (token.Quoted)
            return Literal(_reader.Read().CodePoint);
        switch (token.CodePoint)
        {
            case '(':
                return ParseGroup();
            case '[':
                _reader.Read();
                return PatternNode.OfSet(ParseClass(consumeEnd: true));
            case '\\':
                _reader.Read();
                return ParseEscape();
            case '^':
                _reader.Read();
                return PatternNode.Assertion((Flags & PatternFlags.Multiline) != 0 ? PatternNodeKind.LineStart : PatternNodeKind.InputStart, Flags);
            case '$':
                _reader.Read();
                return PatternNode.Assertion((Flags & PatternFlags.Multiline) != 0 ? PatternNodeKind.LineEnd : PatternNodeKind.BeforeFinalTerminator, Flags);
            case '.':
                _reader.Read();
                return PatternNode.OfSet(CharacterClasses.Dot(Flags));
            case '{':
                // A counted closure with nothing before it repeats nothing.
                return PatternNode.Empty;
            default:
                return Literal(_reader.Read().CodePoint);
        }
    }

    private PatternNode ParseQuantifier(PatternNode atom, bool isGroup)
    {
        isGroup &= atom.Kind is not (PatternNodeKind.Atomic or PatternNodeKind.LookAhead or PatternNodeKind.NotLookAhead or PatternNodeKind.LookBehind or PatternNodeKind.NotLookBehind);
        if (_reader.TryRead('?'))
            return PatternNode.Repeat(atom, 0, 1, ParseMode(), isGroup);
        if (_reader.TryRead('*'))
            return PatternNode.Repeat(atom, 0, int.MaxValue, ParseMode(), isGroup);
        if (_reader.TryRead('+'))
            return PatternNode.Repeat(atom, 1, int.MaxValue, ParseMode(), isGroup);
        return _reader.TryRead('{') ? ParseCount(atom, isGroup) : atom;
    }

    private PatternNode ParseCount(PatternNode atom, bool isGroup)
    {
        if (!char.IsAsciiDigit(Ascii(_reader.PeekRaw())))
            throw _reader.ErrorAhead("Illegal repetition");
        var minimum = ParseNumber();
        var maximum = minimum;
        if (_reader.TryRead(','))
            maximum = _reader.Peek().Is('}') ? int.MaxValue : ParseNumber();
        if (!_reader.TryRead('}'))
            throw _reader.ErrorAhead("Unclosed counted closure");
        if (maximum < minimum)
            throw Error("Illegal repetition range");
        return PatternNode.Repeat(atom, minimum, maximum, ParseMode(), isGroup);
    }

    private int ParseNumber()
    {
        var number = 0L;
        while (char.IsAsciiDigit(Ascii(_reader.Peek())))
        {
            number = (number * 10) + (_reader.Read().CodePoint - '0');
            if (number > int.MaxValue)
                throw Error("Illegal repetition range");
        }
        return (int)number;
    }

    private RepeatMode ParseMode() =>
        _reader.TryRead('?') ? RepeatMode.Lazy : _reader.TryRead('+') ? RepeatMode.Possessive : RepeatMode.Greedy;

    private JavaRegexException DanglingQuantifier() => Error($"Dangling meta character '{(char)_reader.Read().CodePoint}'");

    private PatternNode Literal(int codePoint) => PatternNode.OfSet(CaseFolding.Close(CodePointSet.Of(codePoint), Flags));

    private JavaRegexException Error(string description) => _reader.Error(description);

    /// <summary>The character of an unquoted ASCII token, and a character without a meaning in the syntax for all others.</summary>
    private static char Ascii(PatternToken token) => token is { Quoted: false, CodePoint: >= 0 and < 0x80 } ? (char)token.CodePoint : '\u0080';
}
