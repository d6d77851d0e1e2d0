namespace Connect.Text.Patterns;

/// <summary>Walks over the code points of a pattern: takes quotes apart and, with the flag <c>x</c>, leaves blanks and comments out.</summary>
internal sealed class PatternReader
{
    private readonly string _pattern;
    private readonly List<PatternToken> _tokens = [];

    public PatternReader(string pattern)
    {
        _pattern = pattern;
        Tokenize();
    }

    public PatternFlags Flags { get; set; }

    /// <summary>The number of the next token.</summary>
    public int Position { get; set; }

    /// <summary>The next token that counts; it stays next.</summary>
    public PatternToken Peek()
    {
        if ((Flags & PatternFlags.Comments) != 0)
            SkipBlanks();
        return PeekRaw();
    }

    /// <summary>The token at a distance from the next one, blanks and comments included.</summary>
    public PatternToken PeekRaw(int ahead = 0) =>
        Position + ahead < _tokens.Count ? _tokens[Position + ahead] : new(-1, false, _pattern.Length);

    public PatternToken Read()
    {
        var token = Peek();
        Position++;
        return token;
    }

    public PatternToken ReadRaw()
    {
        var token = PeekRaw();
        Position++;
        return token;
    }

    public bool TryRead(char meta)
    {
        if (!Peek().Is(meta))
            return false;
        Position++;
        return true;
    }

    /// <summary>The error at the place that was read last, which is where Java points as a rule: nowhere before the first.</summary>
    public JavaRegexException Error(string description) => new(description, _pattern, Position == 0 ? -1 : PeekRaw(-1).Index);

    /// <summary>The error at the place that would be read next.</summary>
    public JavaRegexException ErrorAhead(string description) => new(description, _pattern, PeekRaw().Index);

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

    private void SkipBlanks()
    {
        while (true)
        {
            var token = PeekRaw();
            if (token.Is('#'))
            {
                while (!PeekRaw().IsEnd && !IsLineSeparator(PeekRaw().CodePoint))
                    Position++;
            }
            else if (token.Quoted || token.IsEnd || !CharacterClasses.Space.Contains(token.CodePoint))
            {
                return;
            }
            else
            {
                Position++;
            }
        }
    }

    private bool IsLineSeparator(int codePoint) =>
        (Flags & PatternFlags.UnixLines) != 0 ? codePoint == '\n' : CharacterClasses.LineTerminators.Contains(codePoint);
}
