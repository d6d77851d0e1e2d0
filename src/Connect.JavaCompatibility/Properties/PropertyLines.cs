using System.Text;

namespace Connect.JavaCompatibility.Properties;

/// <summary>The logical lines of a <c>.properties</c> text: without comments, blank lines and leading blanks, continuations joined.</summary>
internal sealed class PropertyLines(string text)
{
    private readonly StringBuilder _line = new();
    private int _at;

    public IEnumerable<string> Read()
    {
        while (_at < text.Length)
        {
            SkipBlanks();
            var hasText = _line.Length > 0;
            if (!hasText && _at < text.Length && text[_at] is '#' or '!')
            {
                SkipToLineEnd();
            }
            else
            {
                hasText |= _at < text.Length && text[_at] is not ('\n' or '\r');
                if (AppendToLineEnd())
                    continue;
            }

            if (hasText)
                yield return _line.ToString();
            _line.Clear();
            SkipLineEnd();
        }

        // The text ended in a continuation.
        if (_line.Length > 0)
            yield return _line.ToString();
    }

    /// <summary>Takes the rest of the natural line; true when the line continues in the next one, which is then current.</summary>
    private bool AppendToLineEnd()
    {
        var start = _at;
        SkipToLineEnd();
        var escaped = false;
        for (var i = start; i < _at; i++)
            escaped = text[i] == '\\' && !escaped;
        _line.Append(text, start, _at - start);
        if (!escaped)
            return false;
        _line.Length--;
        if (_at == text.Length)
            return false;
        SkipLineEnd();
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && IsBlank(text[_at]))
            _at++;
    }

    private void SkipToLineEnd()
    {
        while (_at < text.Length && text[_at] is not ('\n' or '\r'))
            _at++;
    }

    private void SkipLineEnd()
    {
        if (_at + 1 < text.Length && text[_at] == '\r' && text[_at + 1] == '\n')
            _at++;
        _at++;
    }

    internal static bool IsBlank(char c) => c is ' ' or '\t' or '\f';
}
