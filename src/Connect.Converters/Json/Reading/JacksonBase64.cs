using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>Decodes Base64 as Jackson does: padding is required, blanks may stand between groups of four, and groups may follow padding.</summary>
internal static class JacksonBase64
{
    private const int Padding = -2;
    private const int Illegal = -1;

    /// <exception cref="FormatException">The text is not Base64.</exception>
    public static byte[] Decode(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        return text.AsSpan().IndexOfAnyExceptInRange('\0', '\xFF') < 0
            ? Decode(bytes) : throw new FormatException("Illegal character in base64 content");
    }

    /// <summary>Decodes the usual form: one piece, without blanks. False: it is something else, perhaps a mistake.</summary>
    public static bool TryDecodePlain(ReadOnlySpan<byte> text, out byte[] decoded)
    {
        decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (text.IndexOfAnyInRange((byte)0, (byte)' ') >= 0 || Base64.DecodeFromUtf8(text, decoded, out _, out var written) != OperationStatus.Done)
            return false;
        if (written < decoded.Length)
            decoded = decoded[..written];
        return true;
    }

    private static byte[] Decode(ReadOnlySpan<byte> text) => TryDecodePlain(text, out var decoded) ? decoded : DecodeLeniently(text);

    private static byte[] DecodeLeniently(ReadOnlySpan<byte> text)
    {
        var decoded = new ArrayBufferWriter<byte>(text.Length + 1);
        var position = 0;
        while (true)
        {
            while (position < text.Length && text[position] <= ' ')
                position++;
            if (position == text.Length)
                return decoded.WrittenSpan.ToArray();
            if (text.Length - position < 4)
                throw new FormatException("Unexpected end of base64-encoded text: padding is required");
            DecodeGroup(text.Slice(position, 4), decoded);
            position += 4;
        }
    }

    private static void DecodeGroup(ReadOnlySpan<byte> group, ArrayBufferWriter<byte> decoded)
    {
        var (first, second, third, fourth) = (Value(group[0]), Value(group[1]), Value(group[2]), Value(group[3]));
        if (first < 0 || second < 0 || third == Illegal || fourth == Illegal || (third == Padding && fourth != Padding))
            throw new FormatException("Illegal character or unexpected padding in base64 content");
        var bits = (first << 18) | (second << 12) | (Math.Max(third, 0) << 6) | Math.Max(fourth, 0);
        var free = decoded.GetSpan(3);
        free[0] = (byte)(bits >> 16);
        free[1] = (byte)(bits >> 8);
        free[2] = (byte)bits;
        decoded.Advance(third == Padding ? 1 : fourth == Padding ? 2 : 3);
    }

    private static int Value(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        (byte)'=' => Padding,
        _ => Illegal,
    };
}
