using System.Text;

namespace Connect.Converters.Text;

/// <summary>A character set of one or two bytes a character, with .NET's table and Java's way with what the table does not have.</summary>
internal sealed class DoubleByteCharset : JavaCharset
{
    private const int Size = 256;
    private const int FirstLead = 0x80;
    private const char Unmapped = '\uFFFD';

    private readonly Encoding _encoding;
    private readonly IReadOnlyDictionary<int, char> _own;
    private readonly char[] _doubles = new char[Size * Size];
    private readonly bool[] _isLead = new bool[Size];

    /// <summary>Makes a character set.</summary>
    /// <param name="codePage">The .NET code page.</param>
    /// <param name="hasPrivateUse">Whether characters for private use are characters of the set, and not what .NET gives for bytes that mean nothing.</param>
    /// <param name="own">What Java reads instead of .NET, by the two bytes.</param>
    public DoubleByteCharset(int codePage, bool hasPrivateUse, IReadOnlyDictionary<int, char> own)
    {
        _encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage, new OneForEachFallback(), new DecoderReplacementFallback(Unmapped.ToString()))!;
        _own = own;
        for (var first = FirstLead; first < Size; first++)
        {
            for (var second = 0; second < Size; second++)
            {
                var pair = (first << 8) | second;
                var character = own.GetValueOrDefault(pair, Decode([(byte)first, (byte)second]));
                _doubles[pair] = !hasPrivateUse && character is >= '\uE000' and <= '\uF8FF' ? Unmapped : character;
                _isLead[first] |= _doubles[pair] != Unmapped;
            }
        }
    }

    public override byte[] Encode(string text)
    {
        if (Ascii.IsValid(text))
            return Encoding.ASCII.GetBytes(text);
        var bytes = new List<byte>(text.Length * 2);
        foreach (var rune in text.EnumerateRunes())
            bytes.AddRange(Encode(rune));
        return [.. bytes];
    }

    public override string Decode(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            var character = bytes[i] < FirstLead ? (char)bytes[i] : Unmapped;
            if (character == Unmapped && i + 1 < bytes.Length)
            {
                var (first, second) = (bytes[i], bytes[i + 1]);
                character = _doubles[(first << 8) | second];
                // What may begin a character of its own is not swallowed.
                if (character != Unmapped || (_isLead[first] && !_isLead[second] && second >= FirstLead))
                    i++;
            }

            text.Append(character);
        }

        return text.ToString();
    }

    private byte[] Encode(Rune rune)
    {
        var bytes = _encoding.GetBytes(rune.ToString());
        if (bytes is [var first, var second] ? _doubles[(first << 8) | second] == rune.Value : bytes[0] < FirstLead && bytes[0] == rune.Value)
            return bytes;
        foreach (var (pair, character) in _own)
        {
            if (rune.Value == character)
                return [(byte)(pair >> 8), (byte)pair];
        }

        return [(byte)'?'];
    }

    private char Decode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[4];
        return _encoding.GetChars(bytes, text) == 1 ? text[0] : Unmapped;
    }
}
