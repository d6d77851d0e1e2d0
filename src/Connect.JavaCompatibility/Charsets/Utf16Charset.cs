using System.Buffers.Binary;
using System.Text;

namespace Connect.JavaCompatibility.Charsets;

/// <summary>UTF-16; without a byte order in its name it is written most significant byte first behind a mark, and read as the mark says.</summary>
internal sealed class Utf16Charset(string name) : JavaCharset
{
    private const char Replacement = '\uFFFD';
    private const char Mark = '\uFEFF';

    private readonly bool _bigEndian = name != "UTF-16LE";
    private readonly bool _hasMark = name == "UTF-16";

    /// <summary>Decodes without regard to a mark. A high surrogate without a low one takes what follows with it, as in Java.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var text = new StringBuilder(bytes.Length / 2);
        while (bytes.Length >= 2)
        {
            var unit = Read(bytes, bigEndian);
            bytes = bytes[2..];
            if (!char.IsSurrogate(unit))
            {
                text.Append(unit);
            }
            else if (char.IsLowSurrogate(unit))
            {
                text.Append(Replacement);
            }
            else if (bytes.Length < 2)
            {
                return text.Append(Replacement).ToString();
            }
            else
            {
                var second = Read(bytes, bigEndian);
                bytes = bytes[2..];
                if (char.IsLowSurrogate(second))
                    text.Append(unit).Append(second);
                else
                    text.Append(Replacement);
            }
        }

        return bytes.IsEmpty ? text.ToString() : text.Append(Replacement).ToString();
    }

    public override byte[] Encode(string text)
    {
        var encoding = _bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode;
        return encoding.GetBytes(_hasMark && text.Length > 0 ? Mark + text : text);
    }

    public override string Decode(byte[] bytes)
    {
        if (!_hasMark || bytes.Length < 2)
            return Decode(bytes, _bigEndian);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes) switch
        {
            0xFEFF => Decode(bytes.AsSpan(2), bigEndian: true),
            0xFFFE => Decode(bytes.AsSpan(2), bigEndian: false),
            _ => Decode(bytes, bigEndian: true),
        };
    }

    private static char Read(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        (char)(bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes));
}
