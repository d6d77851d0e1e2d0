using System.Text;

namespace Connect.JavaCompatibility.Patterns;

/// <content>Character classes in brackets, with unions and intersections.</content>
internal sealed partial class PatternTranslator
{
    /// <summary>Reads a class behind its opening bracket. An intersection is written with lookaheads, a union that holds further classes as
    /// alternatives.</summary>
    private string Class()
    {
        Enter();
        var isNegated = _reader.TryRead('^');
        var operands = new List<string>();
        var units = new StringBuilder();
        var classes = new List<string>();
        while (true)
        {
            var token = _reader.Peek();
            if (token.IsEnd)
                throw Error("Unclosed character class");
            if (token.Is(']') && (units.Length > 0 || classes.Count > 0 || operands.Count > 0))
                break;
            if (_reader.TryRead('['))
            {
                classes.Add(Class());
            }
            else if (token.Is('&') && _reader.Peek(1).Is('&'))
            {
                _reader.Read();
                _reader.Read();
                AddOperand(operands, units, classes);
            }
            else
            {
                units.Append(ClassItem());
            }
        }

        _reader.Read();
        AddOperand(operands, units, classes);
        _depth--;
        return Combine(operands, isNegated);
    }

    private static void AddOperand(List<string> operands, StringBuilder units, List<string> classes)
    {
        if (units.Length > 0)
            classes.Add($"[{units}]");
        if (classes.Count > 0)
            operands.Add(classes.Count == 1 ? classes[0] : $"(?:{string.Join('|', classes)})");
        units.Clear();
        classes.Clear();
    }

    private static string Combine(List<string> operands, bool isNegated)
    {
        if (operands is [['[', not '^', ..] simple] && isNegated)
            return $"[^{simple.AsSpan(1)}";
        var all = operands.Count == 1 ? operands[0] : $"(?:{string.Concat(operands.Skip(1).Select(operand => $"(?={operand})"))}{operands[0]})";
        return isNegated ? $@"(?:(?!{all})[\s\S])" : all;
    }

    private string ClassItem()
    {
        int first;
        var token = _reader.Read();
        if (!token.Is('\\'))
            first = token.CodePoint;
        else if (_reader.Peek(1).Is('-') && _reader.TryRead('v'))
            first = '\v';
        else if (SetEscape() is { } set)
            return set;
        else
            first = CharacterEscape();
        if (!_reader.Peek().Is('-') || _reader.Peek(1).Is('[') || _reader.Peek(1).Is(']'))
            return ClassUnit(first);
        _reader.Read();
        var last = RangeEnd();
        return last < first ? throw Error("Illegal character range") : $"{ClassUnit(first)}-{ClassUnit(last)}";
    }

    private int RangeEnd()
    {
        var token = _reader.Read();
        if (token.IsEnd)
            throw Error("Illegal character range");
        if (!token.Is('\\'))
            return token.CodePoint;
        return SetEscape() is null ? CharacterEscape() : -1;
    }

    private string ClassUnit(int codePoint) =>
        codePoint <= char.MaxValue ? CharacterSets.Unit(codePoint) : throw Error("Characters beyond U+FFFF in a class are not supported");
}
