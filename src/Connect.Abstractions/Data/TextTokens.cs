using Connect.JavaCompatibility;

namespace Connect.Data;

/// <summary>Cuts a text at the delimiters <c>: , { } [ ] "</c> where no backslash stands before them.</summary>
/// <remarks>A delimiter is a token, and so is everything between two. One token can be looked at before it is taken.</remarks>
internal struct TextTokens(string text)
{
    private int _position;
    private int _pendingStart = -1;

    public readonly int Position => _position;

    public readonly bool HasNext => _pendingStart >= 0 || _position < text.Length;

    /// <summary>Where the next token begins.</summary>
    public readonly int Mark => _pendingStart >= 0 ? _pendingStart : _position;

    public void RewindTo(int mark)
    {
        _position = mark;
        _pendingStart = -1;
    }

    /// <summary>Looks at the next token that is not blank, without its blanks; those before it are dropped. The last token is looked at even when it
    /// is blank.</summary>
    /// <returns>The token, trimmed; empty at the end.</returns>
    public ReadOnlySpan<char> Peek()
    {
        if (_pendingStart < 0)
        {
            if (_position >= text.Length)
                return default;
            Advance();
        }

        while (JavaStrings.Trim(Pending).IsEmpty && _position < text.Length)
            Advance();
        return JavaStrings.Trim(Pending);
    }

    /// <summary>Takes the token that was looked at, if it is this one.</summary>
    /// <param name="delimiter">A delimiter.</param>
    /// <returns>Whether it was taken.</returns>
    public bool TryTake(char delimiter)
    {
        if (Peek() is not [var only] || only != delimiter)
            return false;
        _pendingStart = -1;
        return true;
    }

    public void Take() => _pendingStart = -1;

    /// <summary>Takes the next token, blank or not.</summary>
    /// <returns>The token as it stands in the text.</returns>
    public ReadOnlySpan<char> Next()
    {
        if (_pendingStart < 0)
            Advance();
        var token = Pending;
        _pendingStart = -1;
        return token;
    }

    /// <summary>Takes some tokens at once.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The text they cover; empty, with nothing taken, when there are not as many.</returns>
    public ReadOnlySpan<char> Next(int count)
    {
        var start = Mark;
        for (var i = 0; i < count; i++)
        {
            if (!HasNext)
            {
                RewindTo(start);
                return default;
            }

            Next();
        }

        return text.AsSpan(start, _position - start);
    }

    private readonly ReadOnlySpan<char> Pending => text.AsSpan(_pendingStart, _position - _pendingStart);

    private void Advance()
    {
        _pendingStart = _position;
        var escaped = false;
        for (; _position < text.Length; _position++)
        {
            var c = text[_position];
            if (c == '\\')
            {
                escaped = !escaped;
            }
            else if (!escaped && c is (':' or ',' or '{' or '}' or '[' or ']' or '"'))
            {
                if (_position == _pendingStart)
                    _position++;
                return;
            }
            else
            {
                escaped = false;
            }
        }
    }
}
