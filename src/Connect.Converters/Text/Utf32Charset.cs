using System.Buffers.Binary;
using System.Text;

namespace Connect.Converters.Text;

/// <summary>UTF-32; a mark in the byte order of its name is skipped. Surrogates pass when it is read and do not when it is written, as in Java.</summary>
internal sealed class Utf32Charset(string name) : JavaCharset
{
    private const char Replacement = '\uFFFD';

    private readonly bool _bigEndian = name != "UTF-32LE";
    private readonly bool _followsMark = name == "UTF-32";

    public override byte[] Encode(string text)
    {
        var bytes = new byte[text.Length * 4];
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (_bigEndian)
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(length), rune.Value);
            else
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(length), rune.Value);
            length += 4;
        }

        return bytes[..length];
    }

    public override string Decode(byte[] bytes)
    {
        var first = bytes.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
        return first switch
        {
            0x0000FEFF when _bigEndian => Decode(bytes.AsSpan(4), bigEndian: true),
            0xFFFE0000 when !_bigEndian || _followsMark => Decode(bytes.AsSpan(4), bigEndian: false),
            _ => Decode(bytes, _bigEndian),
        };
    }

    private static string Decode(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var text = new StringBuilder(bytes.Length / 4);
        for (; bytes.Length >= 4; bytes = bytes[4..])
        {
            var codePoint = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (codePoint <= char.MaxValue)
                text.Append((char)codePoint);
            else if (Rune.TryCreate(codePoint, out var rune))
                text.Append(rune);
            else
                text.Append(Replacement);
        }

        return bytes.IsEmpty ? text.ToString() : text.Append(Replacement).ToString();
    }
}
