using System.Globalization;

namespace Connect.Converters.Text;

/// <summary>A character set of one byte a character that is given by a table: those that .NET does not have, or has other characters in.</summary>
internal sealed class ByteCharset : JavaCharset
{
    private const string Resource = "Connect.Converters.byte-character-sets.txt";
    private const int Size = 256;
    private const int DigitsPerUnit = 4;
    private const char Replacement = '\uFFFD';
    private const char NextLine = '\u0085';
    private const byte EbcdicNewLine = 0x15;

    private readonly char[] _characters = new char[Size];
    private readonly Dictionary<char, byte> _bytes = [];

    /// <summary>Makes a character set.</summary>
    /// <param name="table">The UTF-16 units of all bytes, or of those from 128 on where the others are ASCII, in hexadecimal digits.</param>
    private ByteCharset(ReadOnlySpan<char> table)
    {
        var first = Size - (table.Length / DigitsPerUnit);
        for (var i = 0; i < Size; i++)
        {
            var unit = i < first ? (char)i : (char)ushort.Parse(table.Slice((i - first) * DigitsPerUnit, DigitsPerUnit), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            _characters[i] = unit;
            if (unit != Replacement)
                _bytes.TryAdd(unit, (byte)i);
        }

        // EBCDIC has one new line for two of Unicode's.
        if (_characters[EbcdicNewLine] == '\n')
            _bytes.TryAdd(NextLine, EbcdicNewLine);
    }

    /// <summary>Finds a character set by any of Java's names for it, in any case; null when there is none here.</summary>
    public static ByteCharset? FindTable(string name)
    {
        using var reader = new StreamReader(typeof(ByteCharset).Assembly.GetManifestResourceStream(Resource)!);
        while (reader.ReadLine() is { } line)
        {
            var names = line.AsSpan(0, line.IndexOf('\t', StringComparison.Ordinal));
            foreach (var range in names.Split(' '))
            {
                if (names[range].Equals(name, StringComparison.OrdinalIgnoreCase))
                    return new ByteCharset(line.AsSpan(names.Length + 1));
            }
        }

        return null;
    }

    public override byte[] Encode(string text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            bytes[length++] = _bytes.GetValueOrDefault(text[i], (byte)'?');
            // A pair of surrogates is one character that is not there.
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
        }

        return bytes[..length];
    }

    public override string Decode(byte[] bytes) => string.Create(bytes.Length, (bytes, _characters), static (text, state) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = state._characters[state.bytes[i]];
    });
}
