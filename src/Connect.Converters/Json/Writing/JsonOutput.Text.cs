using System.Buffers;
using System.Text;

namespace Connect.Converters.Json.Writing;

internal sealed partial class JsonOutput
{
    private const int ChunkLength = 256;
    private const int MaxBytesPerChar = 6;

    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (byte)code), (byte)'"', (byte)'\\']);

    /// <summary>Writes a text as Jackson writes it to UTF-8: control characters, quotes and backslashes escaped, surrogates as <c>\uD83D</c>,
    /// everything else as it is.</summary>
    public void WriteString(string text)
    {
        var free = Free(text.Length + 2);
        free[0] = (byte)'"';
        var status = Ascii.FromUtf16(text, free[1..], out var written);
        if (status == OperationStatus.Done && free.Slice(1, written).IndexOfAny(Escaped) < 0)
        {
            free[written + 1] = (byte)'"';
            _length += written + 2;
            return;
        }

        _length++;
        for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[Math.Min(ChunkLength, rest.Length)..])
            WriteCharacters(rest[..Math.Min(ChunkLength, rest.Length)]);
        Write((byte)'"');
    }

    private void WriteCharacters(ReadOnlySpan<char> text)
    {
        var free = Free(text.Length * MaxBytesPerChar);
        var length = 0;
        foreach (var c in text)
        {
            if (c < 0x80)
            {
                length += WriteAscii((byte)c, free[length..]);
            }
            else if (c < 0x800)
            {
                free[length++] = (byte)(0xC0 | (c >> 6));
                free[length++] = (byte)(0x80 | (c & 0x3F));
            }
            else if (char.IsSurrogate(c))
            {
                length += WriteUnicodeEscape(c, free[length..]);
            }
            else
            {
                free[length++] = (byte)(0xE0 | (c >> 12));
                free[length++] = (byte)(0x80 | ((c >> 6) & 0x3F));
                free[length++] = (byte)(0x80 | (c & 0x3F));
            }
        }

        _length += length;
    }

    private static int WriteAscii(byte c, Span<byte> free)
    {
        if (!Escaped.Contains(c))
        {
            free[0] = c;
            return 1;
        }

        var letter = c switch
        {
            (byte)'\b' => (byte)'b',
            (byte)'\t' => (byte)'t',
            (byte)'\n' => (byte)'n',
            (byte)'\f' => (byte)'f',
            (byte)'\r' => (byte)'r',
            (byte)'"' or (byte)'\\' => c,
            _ => (byte)0,
        };
        if (letter == 0)
            return WriteUnicodeEscape((char)c, free);
        free[0] = (byte)'\\';
        free[1] = letter;
        return 2;
    }

    private static int WriteUnicodeEscape(char c, Span<byte> free)
    {
        var digits = "0123456789ABCDEF"u8;
        free[0] = (byte)'\\';
        free[1] = (byte)'u';
        free[2] = digits[c >> 12];
        free[3] = digits[(c >> 8) & 0xF];
        free[4] = digits[(c >> 4) & 0xF];
        free[5] = digits[c & 0xF];
        return MaxBytesPerChar;
    }
}
