using System.Globalization;
using System.Text;

namespace Connect.Text.Patterns;

/// <summary>
/// Writes a parsed pattern in .NET's syntax, without options: every flag is already in the sets. Two readings exist: one for inputs of ASCII
/// characters alone, with short classes, and one for all inputs, where a pair of surrogates is one character as it is in Java.
/// </summary>
internal sealed class PatternWriter
{
    private const string Never = "(?!)";

    private readonly StringBuilder _text = new();
    private readonly SetWriter _sets;
    private readonly bool _ascii;
    private readonly int _groupCount;
    private int _progressGroups;
    private bool _inLookBehind;

    private PatternWriter(bool ascii, int groupCount)
    {
        _ascii = ascii;
        _groupCount = groupCount;
        _sets = new(_text, ascii);
    }

    public static string Write(ParsedPattern pattern, bool ascii)
    {
        var writer = new PatternWriter(ascii, pattern.GroupCount);
        writer.Write(pattern.Root);
        return writer._text.ToString();
    }

    private void Write(PatternNode node)
    {
        switch (node.Kind)
        {
            case PatternNodeKind.Empty:
                break;
            case PatternNodeKind.Set:
                _sets.Write(node.Set);
                break;
            case PatternNodeKind.Sequence:
                foreach (var child in node.Children)
                    Write(child);
                break;
            case PatternNodeKind.Alternation:
                Alternation(node);
                break;
            case PatternNodeKind.Capture:
                Group(string.Create(CultureInfo.InvariantCulture, $"(?<{node.Group}>"), node.Body);
                break;
            case PatternNodeKind.Repeat:
                Repeat(node);
                break;
            case PatternNodeKind.BackReference:
                BackReference(node);
                break;
            default:
                WriteAssertion(node);
                break;
        }
    }

    private void WriteAssertion(PatternNode node)
    {
        switch (node.Kind)
        {
            case PatternNodeKind.Atomic:
                Group("(?>", node.Body);
                break;
            case PatternNodeKind.LookAhead:
                Group("(?=", node.Body);
                break;
            case PatternNodeKind.NotLookAhead:
                Group("(?!", node.Body);
                break;
            case PatternNodeKind.LookBehind:
                LookBehind("(?<=", node.Body);
                break;
            case PatternNodeKind.NotLookBehind:
                LookBehind("(?<!", node.Body);
                break;
            case PatternNodeKind.WordBoundary:
                WordBoundary("(?<=", "(?!", "(?<!", "(?=", node.Flags);
                break;
            case PatternNodeKind.NotWordBoundary:
                WordBoundary("(?<=", "(?=", "(?<!", "(?!", node.Flags);
                break;
            default:
                _text.Append(Anchor(node.Kind, (node.Flags & PatternFlags.UnixLines) != 0));
                break;
        }
    }

    private static string Anchor(PatternNodeKind kind, bool unixLines) => kind switch
    {
        PatternNodeKind.InputStart => @"\A",
        PatternNodeKind.InputEnd => @"\z",
        PatternNodeKind.MatchStart => @"\G",
        PatternNodeKind.LineBreak => @"(?:\r\n|[\n-\r\u0085\u2028\u2029])",
        PatternNodeKind.BeforeFinalTerminator when unixLines => @"(?=\n?\z)",
        PatternNodeKind.BeforeFinalTerminator => @"(?=\z|\r\n\z|[\r\u0085\u2028\u2029]\z|(?<!\r)\n\z)",
        // Neither matches at the very end, not even behind a line terminator.
        PatternNodeKind.LineStart when unixLines => @"(?:(?:\A|(?<=\n))(?!\z))",
        PatternNodeKind.LineStart => @"(?:(?:\A|(?<=[\n\u0085\u2028\u2029])|(?<=\r)(?!\n))(?!\z))",
        PatternNodeKind.LineEnd when unixLines => @"(?=\n|\z)",
        PatternNodeKind.LineEnd => @"(?:(?=[\r\u0085\u2028\u2029]|\z)|(?<!\r)(?=\n))",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an anchor"),
    };

    private void Group(string open, PatternNode body)
    {
        _text.Append(open);
        Write(body);
        _text.Append(')');
    }

    private void LookBehind(string open, PatternNode body)
    {
        var outer = _inLookBehind;
        _inLookBehind = true;
        Group(open, body);
        _inLookBehind = outer;
    }

    private void Alternation(PatternNode node)
    {
        _text.Append("(?:");
        for (var i = 0; i < node.Children.Count; i++)
        {
            if (i > 0)
                _text.Append('|');
            Write(node.Children[i]);
        }
        _text.Append(')');
    }

    private void Repeat(PatternNode node)
    {
        if (node is { Minimum: 0, Maximum: 1 } && node.Body.Kind != PatternNodeKind.Set)
        {
            Optional(node);
            return;
        }
        if (node is { Mode: RepeatMode.Lazy, Body.IsNullable: true })
        {
            NullableLazy(node);
            return;
        }
        // In Java neither the repetition nor a single turn of a possessive one is taken back.
        var possessive = node.Mode == RepeatMode.Possessive;
        if (possessive)
            _text.Append("(?>");
        // Nor is a line break that is repeated.
        Group(possessive || node.Body.Kind == PatternNodeKind.LineBreak ? "(?>" : "(?:", node.Body);
        Count(node.Minimum, node.Maximum);
        if (possessive)
            _text.Append(')');
        else if (node.Mode == RepeatMode.Lazy)
            _text.Append('?');
    }

    private void Count(int minimum, int maximum)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{{{minimum},");
        if (maximum < int.MaxValue)
            _text.Append(maximum);
        _text.Append('}');
    }

    // .NET never ends a lazy loop with a turn that matched nothing. Such a turn is of no use (what follows was tried there before), so a turn beyond
    // the obligatory ones must leave less of the input than it found: a group of its own keeps what it found.
    private void NullableLazy(PatternNode node)
    {
        Group("(?:", node.Body);
        Count(node.Minimum, node.Minimum);
        if (node.Maximum == node.Minimum)
            return;
        var progress = _inLookBehind ? 0 : _groupCount + ++_progressGroups;
        _text.Append("(?:");
        if (progress > 0)
            _text.Append(CultureInfo.InvariantCulture, $@"(?=(?<{progress}>[\s\S]*))");
        Group("(?:", node.Body);
        if (progress > 0)
            _text.Append(CultureInfo.InvariantCulture, $@"(?!\k<{progress}>\z)");
        _text.Append(')');
        Count(0, node.Maximum == int.MaxValue ? int.MaxValue : node.Maximum - node.Minimum);
        // A look-behind runs from right to left, where this does not work; it asks only whether there is a match.
        if (progress > 0)
            _text.Append('?');
    }

    // An optional group that matches nothing still captures in Java: .NET does the same for an alternative, not for a quantifier.
    private void Optional(PatternNode node)
    {
        _text.Append(node.Mode == RepeatMode.Possessive ? "(?>" : "(?:");
        if (node.Mode == RepeatMode.Lazy)
            _text.Append('|');
        Write(node.Body);
        _text.Append(node.Mode == RepeatMode.Lazy ? ")" : "|)");
    }

    private void BackReference(PatternNode node)
    {
        // A group that does not exist never matches.
        if (node.Group > _groupCount)
            _text.Append(Never);
        else if ((node.Flags & PatternFlags.CaseInsensitive) != 0)
            _text.Append(CultureInfo.InvariantCulture, $"(?i:\\k<{node.Group}>)");
        else
            _text.Append(CultureInfo.InvariantCulture, $"\\k<{node.Group}>");
    }

    private void WordBoundary(string behind, string withoutAhead, string notBehind, string withAhead, PatternFlags flags)
    {
        if (_ascii)
        {
            _text.Append(withoutAhead == "(?!" ? @"\b" : @"\B");
            return;
        }
        _text.Append("(?:");
        Behind(behind, flags);
        Ahead(withoutAhead, flags);
        _text.Append('|');
        Behind(notBehind, flags);
        Ahead(withAhead, flags);
        _text.Append(')');
    }

    // A combining mark belongs to the word when its base character is a letter or a digit.
    private void Behind(string open, PatternFlags flags)
    {
        _text.Append(open);
        _sets.Write(CharacterClasses.BoundaryWord(flags));
        _text.Append('|');
        _sets.Write(CharacterClasses.LetterOrDigit());
        _sets.Write(NamedSets.Property("Mn")!);
        _text.Append("+)");
    }

    private void Ahead(string open, PatternFlags flags)
    {
        _text.Append(open);
        _sets.Write(CharacterClasses.BoundaryWord(flags));
        _text.Append("|(?<=");
        _sets.Write(CharacterClasses.LetterOrDigit());
        _sets.Write(NamedSets.Property("Mn")!);
        _text.Append("*)");
        _sets.Write(NamedSets.Property("Mn")!);
        _text.Append(')');
    }
}
