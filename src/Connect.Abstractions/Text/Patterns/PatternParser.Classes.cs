using System.Text;

namespace Connect.Text.Patterns;

/// <content>Character classes in brackets, with unions and intersections.</content>
internal sealed partial class PatternParser
{
    /// <summary>Reads a class behind its opening bracket; an operand of <c>&amp;&amp;</c> leaves the closing one to its owner.</summary>
    private CodePointSet ParseClass(bool consumeEnd)
    {
        if (++_depth > MaximumDepth)
            throw Error($"Groups and classes nested more than {MaximumDepth} deep are not supported");
        var negated = consumeEnd && _reader.PeekRaw().Is('^') && _reader.TryRead('^');
        CodePointSet? set = null;
        while (true)
        {
            var token = _reader.Peek();
            if (token.IsEnd)
                throw Error("Unclosed character class");
            if (token.Is(']') && set is not null)
                break;
            if (token.Is('['))
            {
                _reader.Read();
                set = Union(set, ParseClass(consumeEnd: true));
            }
            else if (token.Is('&') && TryReadIntersection())
            {
                set = ParseIntersection(set);
            }
            else
            {
                set = Union(set, ParseClassItem());
            }
        }
        if (consumeEnd)
            _reader.Read();
        _depth--;
        return negated ? set.Complement() : set;
    }

    private bool TryReadIntersection()
    {
        var mark = _reader.Position;
        _reader.Read();
        if (_reader.TryRead('&'))
            return true;
        _reader.Position = mark;
        return false;
    }

    private CodePointSet ParseIntersection(CodePointSet? left)
    {
        CodePointSet? right = null;
        for (var token = _reader.Peek(); !token.Is(']') && !token.Is('&'); token = _reader.Peek())
        {
            if (_reader.TryRead('['))
                right = Union(right, ParseClass(consumeEnd: true));
            else
                right = Union(right, ParseClass(consumeEnd: false));
        }
        if (left is null)
            return right ?? throw Error("Bad class syntax");
        return right is null ? left : left.Intersect(right);
    }

    private CodePointSet ParseClassItem()
    {
        var token = _reader.Read();
        int first;
        if (token.Is('\\'))
        {
            var named = ParseClassEscape(out first, rangeFollows: _reader.PeekRaw(1).Is('-'));
            if (named is not null)
                return named;
        }
        else
        {
            first = token.CodePoint;
        }
        if (!_reader.Peek().Is('-') || _reader.PeekRaw(1).Is('[') || _reader.PeekRaw(1).Is(']'))
            return CaseFolding.Close(CodePointSet.Of(first), Flags);
        _reader.Read();
        var last = ParseRangeEnd();
        if (last < first)
            throw Error("Illegal character range");
        return CaseFolding.Close(CodePointSet.Range(first, last), Flags);
    }

    private int ParseRangeEnd()
    {
        var token = _reader.Read();
        if (token.IsEnd)
            throw Error("Illegal character range");
        if (!token.Is('\\'))
            return token.CodePoint;
        return ParseClassEscape(out var codePoint, rangeFollows: true) is null ? codePoint : -1;
    }

    /// <summary>Reads an escape in a class, behind its backslash: a set, or null and the one character it stands for.</summary>
    private CodePointSet? ParseClassEscape(out int codePoint, bool rangeFollows)
    {
        codePoint = -1;
        var letter = Ascii(_reader.PeekRaw());
        if (letter is 'p' or 'P')
            return ParseFamily();
        if (letter == 'v' && rangeFollows)
        {
            _reader.ReadRaw();
            codePoint = '\u000B';
            return null;
        }
        if (CharacterClasses.Escape(letter, Flags) is { } set)
        {
            _reader.ReadRaw();
            return set;
        }
        codePoint = ParseCharacterEscape();
        return null;
    }

    /// <summary>Reads <c>\p{name}</c>, <c>\P{name}</c>, <c>\pL</c> or <c>\p{name=value}</c> behind the backslash.</summary>
    private CodePointSet ParseFamily()
    {
        var complement = _reader.ReadRaw().Is('P');
        var name = ParseFamilyName();
        var equals = name.IndexOf('=', StringComparison.Ordinal);
        var set = equals < 0 ? CharacterClasses.Family(name, Flags) : FamilyByValue(name[..equals].ToUpperInvariant(), name[(equals + 1)..]);
        if (set is null)
        {
            throw Error(equals < 0
                ? $"Unknown character property name {{{name}}}"
                : $"Unknown Unicode property {{name=<{name[..equals]}>, value=<{name[(equals + 1)..]}>}}");
        }
        return complement ? set.Complement() : set;
    }

    private string ParseFamilyName()
    {
        if (!_reader.TryRead('{'))
        {
            var letter = _reader.Read();
            return letter.IsEnd ? throw Error("Unclosed character family") : char.ConvertFromUtf32(letter.CodePoint);
        }
        var name = new StringBuilder();
        for (var token = _reader.ReadRaw(); !token.Is('}'); token = _reader.ReadRaw())
        {
            if (token.IsEnd)
                throw Error("Unclosed character family");
            name.Append(token.CodePoint is >= 0xD800 and <= 0xDFFF ? ((char)token.CodePoint).ToString() : char.ConvertFromUtf32(token.CodePoint));
        }
        return name.Length == 0 ? throw Error("Empty character family") : name.ToString();
    }

    private CodePointSet? FamilyByValue(string property, string value) => property switch
    {
        "SC" or "SCRIPT" => NamedSets.Script(value),
        "BLK" or "BLOCK" => NamedSets.Block(value),
        "GC" or "GENERAL_CATEGORY" => CharacterClasses.Property(value, Flags),
        _ => null,
    };

    private static CodePointSet Union(CodePointSet? left, CodePointSet right) => left?.Union(right) ?? right;
}
