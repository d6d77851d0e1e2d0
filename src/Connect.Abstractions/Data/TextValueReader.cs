using System.Text;
using Connect.JavaCompatibility;

namespace Connect.Data;

/// <summary>Reads one value from a text, and the values inside it; a part that cannot be read makes the whole a text.</summary>
internal sealed class TextValueReader(string text)
{
    private const int MaxDepth = 1000;

    private static readonly SchemaAndValue True = new(Schema.Boolean, true);
    private static readonly SchemaAndValue False = new(Schema.Boolean, false);

    private TextTokens _tokens = new(text);
    private int _depth;

    public SchemaAndValue? Read() => TryRead(embedded: false, out var result) ? result : new SchemaAndValue(Schema.String, text);

    private bool TryRead(bool embedded, out SchemaAndValue? result)
    {
        result = null;
        if (!_tokens.HasNext)
            return true;
        var start = _tokens.Mark;
        var token = _tokens.Peek();
        if (embedded)
        {
            start = _tokens.Mark;
            if (token is ['"'])
            {
                result = ReadQuoted();
                return true;
            }
        }

        if (TryTakeLiteral(token, embedded, out result))
            return true;
        if (token is ['['] or ['{'])
        {
            if (TryReadCollection(token[0], out result))
                return true;
            _tokens.RewindTo(start);
        }

        return TryReadToken(embedded, out result);
    }

    private bool TryTakeLiteral(ReadOnlySpan<char> token, bool embedded, out SchemaAndValue? result)
    {
        result = token switch
        {
            "true" => True,
            "false" => False,
            _ => null,
        };
        if (result is null && token is not "null")
            return false;
        // At the top nothing may follow, not even blanks behind a delimiter.
        if (!embedded && _tokens.Position < text.Length)
            return false;
        _tokens.Take();
        return true;
    }

    private bool TryReadCollection(char opening, out SchemaAndValue? result)
    {
        result = null;
        if (_depth == MaxDepth)
            return false;
        _depth++;
        _tokens.Take();
        var read = opening == '[' ? TryReadArray(out result) : TryReadMap(out result);
        _depth--;
        return read;
    }

    private bool TryReadToken(bool embedded, out SchemaAndValue? result)
    {
        var token = _tokens.Next();
        var trimmed = JavaStrings.Trim(token);
        if (trimmed.IsEmpty)
        {
            result = new SchemaAndValue(Schema.String, token.ToString());
            return true;
        }

        var startsWithDigit = char.IsDigit(trimmed[0]);
        result = startsWithDigit ? ReadDateOrTime(trimmed) : null;
        if (result is null && (startsWithDigit || trimmed[0] is '+' or '-'))
            result = TextNumber.Read(trimmed);
        if (result is null && !embedded)
            result = new SchemaAndValue(Schema.String, text);
        return result is not null;
    }

    // Times contain colons, which are delimiters: the token and the four after it are tried first.
    private SchemaAndValue? ReadDateOrTime(ReadOnlySpan<char> token)
    {
        var mark = _tokens.Mark;
        var following = _tokens.Next(4);
        if (!following.IsEmpty && TextDate.Read(token, following) is { } result)
            return result;
        _tokens.RewindTo(mark);
        return TextDate.Read(token, default);
    }

    private SchemaAndValue ReadQuoted()
    {
        _tokens.Take();
        var content = new StringBuilder();
        while (_tokens.HasNext && !_tokens.TryTake('"'))
            content.Append(_tokens.Next());
        var result = content.ToString();
        return TextDate.Read(result, default) ?? new SchemaAndValue(Schema.String, result);
    }

    private bool TryReadArray(out SchemaAndValue? result)
    {
        result = null;
        var elements = new List<object?>();
        var merger = new SchemaMerger();
        while (_tokens.HasNext)
        {
            if (_tokens.TryTake(']'))
                return CollectionAligner.TryAlignList(elements, merger.Common, out result);
            if (_tokens.TryTake(',') || !TryRead(embedded: true, out var element))
                return false;
            merger.Merge(element);
            elements.Add(element?.Value);
            if (_tokens.Peek() is not [']'] && !_tokens.TryTake(','))
                return false;
        }

        return false;
    }

    private bool TryReadMap(out SchemaAndValue? result)
    {
        result = null;
        var entries = new ConnectMap();
        var keys = new SchemaMerger();
        var values = new SchemaMerger();
        while (_tokens.HasNext)
        {
            if (_tokens.TryTake('}'))
                return CollectionAligner.TryAlignMap(entries, keys.Common, values.Common, out result);
            if (_tokens.TryTake(',') || !TryRead(embedded: true, out var key) || key?.Value is not { } keyValue || !_tokens.TryTake(':'))
                return false;
            if (!TryRead(embedded: true, out var value))
                return false;
            entries[keyValue] = value?.Value;
            _tokens.TryTake(',');
            keys.Merge(key);
            values.Merge(value);
        }

        return false;
    }
}
