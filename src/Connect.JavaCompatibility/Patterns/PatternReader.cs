namespace Connect.JavaCompatibility.Patterns;

/// <summary>Enumerates the code points of a pattern, and takes quotes apart.</summary>
internal sealed class PatternReader
{
    private readonly string _pattern;
    private readonly List<PatternToken> _tokens = [];
    private int _position;

    public PatternReader(string pattern)
    {
        _pattern = pattern;
        Tokenize();
    }

    /// <summary>The token at a distance from the next one; it stays next.</summary>
    public PatternToken Peek(int ahead = 0) => _position + ahead < _tokens.Count ? _tokens[_position + ahead] : new(-1, false, _pattern.Length);

    public PatternToken Read()
    {
        var token = Peek();
        _position++;
        return token;
    }

    public bool TryRead(char meta)
    {
        if (!Peek().Is(meta))
            return false;
        _position++;
        return true;
    }

    /// <summary>The error at the place that was read last, which is where Java points as a rule: nowhere before the first.</summary>
    public JavaRegexException Error(string description) => new(description, _pattern, _position == 0 ? -1 : Peek(-1).Index);

    /// <summary>The error at the place that would be read next.</summary>
    public JavaRegexException ErrorAhead(string description) => new(description, _pattern, Peek().Index);

    private void Tokenize()
    {
        var quoted = false;
        for (var i = 0; i < _pattern.Length;)
        {
            if (_pattern[i] == '\\' && i + 1 < _pattern.Length && _pattern[i + 1] == (quoted ? 'E' : 'Q'))
            {
                quoted = !quoted;
                i += 2;
                continue;
            }

            var escaped = !quoted && _pattern[i] == '\\';
            i += Add(i, quoted);
            // What a backslash escapes cannot open a quote.
            if (escaped && i < _pattern.Length)
                i += Add(i, quoted: false);
        }
    }

    private int Add(int index, bool quoted)
    {
        var pair = index + 1 < _pattern.Length && char.IsSurrogatePair(_pattern[index], _pattern[index + 1]);
        _tokens.Add(new(pair ? char.ConvertToUtf32(_pattern[index], _pattern[index + 1]) : _pattern[index], quoted, index));
        return pair ? 2 : 1;
    }
}
