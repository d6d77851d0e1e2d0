using System.Globalization;
using System.Text;

namespace Connect.JavaCompatibility.Patterns;

/// <summary>Reads the syntax of <c>java.util.regex.Pattern</c> and writes .NET's. Each atom is written as one .NET atom, so that a quantifier can
/// follow it.</summary>
internal sealed partial class PatternTranslator
{
    // Deeper nesting has no use and would only exhaust the stack.
    private const int MaximumDepth = 250;

    private const string AnyButTerminators = @"[^\n\r\u0085\u2028\u2029]";
    private const string LineBreak = @"(?>\r\n|[\n-\r\u0085\u2028\u2029])";
    private const string BeforeFinalTerminator = @"(?=\z|\r\n\z|[\r\u0085\u2028\u2029]\z|(?<!\r)\n\z)";

    // Neither matches at the very end, not even behind a line terminator.
    private const string LineStart = @"(?:(?:\A|(?<=[\n\u0085\u2028\u2029])|(?<=\r)(?!\n))(?!\z))";
    private const string LineEnd = @"(?:(?=[\r\u0085\u2028\u2029]|\z)|(?<!\r)(?=\n))";
    private const string Never = "(?!)";

    private readonly PatternReader _reader;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, int> _groupNames = new(StringComparer.Ordinal);
    private readonly HashSet<int> _references = [];
    private int _groupCount;
    private int _depth;
    private bool _isMultiline;
    private bool _isDotAll;

    private PatternTranslator(string pattern) => _reader = new(pattern);

    /// <summary>Translates a pattern.</summary>
    /// <exception cref="JavaRegexException">The pattern is not valid, or holds a construct that is not supported.</exception>
    public static TranslatedPattern Translate(string pattern)
    {
        var translator = new PatternTranslator(pattern);
        translator.Alternation();
        if (!translator._reader.Peek().IsEnd)
            throw translator.Error("Unmatched closing ')'");
        // A reference to a group that does not exist never matches.
        foreach (var group in translator._references.Where(group => group > translator._groupCount))
            translator._text.Replace(Reference(group), Never);
        return new(translator._text.ToString(), translator._groupCount, translator._groupNames);
    }

    private void Alternation()
    {
        Enter();
        Sequence();
        while (_reader.TryRead('|'))
        {
            _text.Append('|');
            Sequence();
        }

        _depth--;
    }

    private void Enter()
    {
        if (++_depth > MaximumDepth)
            throw Error($"Groups and classes nested more than {MaximumDepth} deep are not supported");
    }

    private void Sequence()
    {
        for (var token = _reader.Peek(); !token.IsEnd && !token.Is('|') && !token.Is(')'); token = _reader.Peek())
        {
            if (token.Is('?') || token.Is('*') || token.Is('+'))
                throw Error($"Dangling meta character '{(char)_reader.Read().CodePoint}'");
            var start = _text.Length;
            // A group of flags alone is nothing that could be repeated.
            if (Atom())
                Quantifier(start);
        }
    }

    private bool Atom()
    {
        if (_reader.Peek().Is('{'))
        {
            // A counted closure with nothing before it repeats nothing.
            _text.Append("(?:)");
            return true;
        }

        var token = _reader.Read();
        if (token.Is('('))
            return Group();
        if (token.Is('['))
            _text.Append(Class());
        else if (token.Is('\\'))
            Escape();
        else if (token.Is('^'))
            _text.Append(_isMultiline ? LineStart : @"\A");
        else if (token.Is('$'))
            _text.Append(_isMultiline ? LineEnd : BeforeFinalTerminator);
        else if (token.Is('.'))
            _text.Append(_isDotAll ? @"[\s\S]" : AnyButTerminators);
        else
            Literal(token.CodePoint);
        return true;
    }

    private void Quantifier(int start)
    {
        string count;
        if (_reader.TryRead('?'))
            count = "?";
        else if (_reader.TryRead('*'))
            count = "*";
        else if (_reader.TryRead('+'))
            count = "+";
        else if (_reader.TryRead('{'))
            count = Count();
        else
            return;
        _text.Append(count);
        if (_reader.TryRead('?'))
            _text.Append('?');
        else if (_reader.TryRead('+'))
            _text.Insert(start, "(?>").Append(')');
    }

    private string Count()
    {
        if (!char.IsAsciiDigit(Ascii(_reader.Peek())))
            throw _reader.ErrorAhead("Illegal repetition");
        var minimum = Number();
        int? maximum = minimum;
        if (_reader.TryRead(','))
            maximum = _reader.Peek().Is('}') ? null : Number();
        if (!_reader.TryRead('}'))
            throw _reader.ErrorAhead("Unclosed counted closure");
        return maximum < minimum ? throw Error("Illegal repetition range") : string.Create(CultureInfo.InvariantCulture, $"{{{minimum},{maximum}}}");
    }

    private int Number()
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

    private void Literal(int codePoint)
    {
        if (codePoint <= char.MaxValue)
            _text.Append(CharacterSets.Unit(codePoint));
        else
            _text.Append("(?:").Append(string.Concat(char.ConvertFromUtf32(codePoint).Select(unit => CharacterSets.Unit(unit)))).Append(')');
    }

    private static string Reference(int group) => string.Create(CultureInfo.InvariantCulture, $"\\k<{group}>");

    private JavaRegexException Error(string description) => _reader.Error(description);

    /// <summary>The character of an unquoted ASCII token, and a character without a meaning in the syntax for all others.</summary>
    private static char Ascii(PatternToken token) => token is { Quoted: false, CodePoint: >= 0 and < 0x80 } ? (char)token.CodePoint : '\u0080';
}
