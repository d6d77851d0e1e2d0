using System.Text;

namespace Connect.JavaCompatibility.Charsets;

/// <summary>A character set with a table: one byte a character, or one to four.</summary>
/// <param name="codePage">The .NET code page.</param>
/// <param name="hasUndefinedBytes">Whether .NET gives a control character or one for private use for bytes that mean nothing.</param>
internal sealed class TableCharset(int codePage, bool hasUndefinedBytes) : JavaCharset
{
    private const char Replacement = '\uFFFD';

    private readonly Encoding _encoding = Create(codePage);
    private readonly bool _hasControls = codePage is >= 28591 and <= 28605;

    public override byte[] Encode(string text) => _encoding.GetBytes(ReplaceUndefined(text, '?'));

    public override string Decode(byte[] bytes) => ReplaceUndefined(_encoding.GetString(bytes), Replacement);

    private static Encoding Create(int codePage)
    {
        var (encoder, decoder) = (new OneForEachFallback(), new DecoderReplacementFallback(Replacement.ToString()));
        return CodePagesEncodingProvider.Instance.GetEncoding(codePage, encoder, decoder) ?? Encoding.GetEncoding(codePage, encoder, decoder);
    }

    private string ReplaceUndefined(string text, char replacement)
    {
        if (!hasUndefinedBytes)
            return text;
        var characters = text.ToCharArray();
        foreach (ref var c in characters.AsSpan())
        {
            if (c is >= '\uE000' and <= '\uF8FF' || (!_hasControls && c is >= '\u0080' and <= '\u009F'))
                c = replacement;
        }

        return new string(characters);
    }
}
