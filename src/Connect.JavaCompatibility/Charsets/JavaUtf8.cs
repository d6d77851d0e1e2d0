using System.Text;
using System.Text.Unicode;

namespace Connect.JavaCompatibility.Charsets;

/// <summary>Decodes UTF-8 as Java's <c>String</c> does; it differs from .NET in how many U+FFFD stand for broken bytes.</summary>
internal static class JavaUtf8
{
    private const char Replacement = '\uFFFD';

    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
            return Encoding.UTF8.GetString(utf8);
        var text = new StringBuilder(utf8.Length);
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune);
            }
            else
            {
                text.Append(Replacement);
                length = LengthOfBrokenPart(utf8);
            }

            utf8 = utf8[length..];
        }

        return text.ToString();
    }

    // How many bytes one U+FFFD stands for. A surrogate is one character to Java, if a wrong one; everything else ends where it can no longer become
    // a character.
    private static int LengthOfBrokenPart(ReadOnlySpan<byte> bytes)
    {
        var lead = bytes[0];
        var second = bytes.Length > 1 ? bytes[1] : (byte)0;
        if (lead is < 0xE0 or > 0xF4 || bytes.Length == 1 || !IsContinuation(second) || IsOutOfRange(lead, second))
            return 1;
        if (bytes.Length == 2 || !IsContinuation(bytes[2]))
            return 2;
        return lead < 0xF0 ? 3 : bytes.Length == 3 || !IsContinuation(bytes[3]) ? 3 : 4;
    }

    private static bool IsOutOfRange(byte lead, byte second) => lead switch
    {
        0xE0 => second < 0xA0,
        0xF0 => second < 0x90,
        0xF4 => second > 0x8F,
        _ => false,
    };

    private static bool IsContinuation(byte c) => (c & 0xC0) == 0x80;
}
