using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Connect.JavaCompatibility.Charsets;

namespace Connect.Converters.Json.Reading;

/// <summary>Finds out how a text is encoded, as Jackson does: UTF-8, or UTF-16 and UTF-32 in both byte orders, with a mark or without.</summary>
internal static class JsonEncoding
{
    private const int MaxCodePoint = 0x10FFFF;
    private const byte Undecodable = 0xFF;

    /// <summary>Whether a text is plain UTF-8 without a byte order mark.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> data) => data.Length < 2 || (data[0] is > 0 and < 0xEF && data[1] != 0);

    /// <summary>The text as UTF-8. What cannot be decoded becomes a byte that no JSON can have.</summary>
    /// <param name="data">The text.</param>
    /// <param name="wasUtf8">Whether it was UTF-8 before.</param>
    /// <exception cref="JsonSyntaxException">The text is in an order of bytes that nobody writes.</exception>
    public static ReadOnlyMemory<byte> ToUtf8(byte[] data, out bool wasUtf8)
    {
        var text = Decode(data);
        wasUtf8 = MemoryMarshal.TryGetArray(text, out var segment) && ReferenceEquals(segment.Array, data);
        return text;
    }

    private static ReadOnlyMemory<byte> Decode(byte[] data)
    {
        if (IsPlain(data))
            return data;
        if (data.Length >= 4)
        {
            switch (BinaryPrimitives.ReadUInt32BigEndian(data))
            {
                case 0x0000FEFF:
                    return FromUtf32(data.AsSpan(4), bigEndian: true);
                case 0xFFFE0000:
                    return FromUtf32(data.AsSpan(4), bigEndian: false);
                case 0x0000FFFE or 0xFEFF0000:
                    throw UnsupportedOrder();
            }

            if (data.AsSpan().StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
                return data.AsMemory(3);
            if (data.AsSpan().StartsWith((byte[])[0xFE, 0xFF]))
                return FromUtf16(data.AsSpan(2), bigEndian: true);
            if (data.AsSpan().StartsWith((byte[])[0xFF, 0xFE]))
                return FromUtf16(data.AsSpan(2), bigEndian: false);
            switch (Array.ConvertAll(data[..4], part => part == 0))
            {
                case [true, true, true, _]:
                    return FromUtf32(data, bigEndian: true);
                case [_, true, true, true]:
                    return FromUtf32(data, bigEndian: false);
                case [true, _, true, true] or [true, true, _, true]:
                    throw UnsupportedOrder();
            }
        }

        if (data[0] == 0)
            return FromUtf16(data, bigEndian: true);
        return data[1] == 0 ? FromUtf16(data, bigEndian: false) : data;
    }

    private static byte[] FromUtf16(ReadOnlySpan<byte> data, bool bigEndian) => Encoding.UTF8.GetBytes(Utf16Charset.Decode(data, bigEndian));

    private static byte[] FromUtf32(ReadOnlySpan<byte> data, bool bigEndian)
    {
        var utf8 = new MemoryStream(data.Length);
        for (; data.Length >= 4; data = data[4..])
        {
            var codePoint = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(data) : BinaryPrimitives.ReadUInt32LittleEndian(data);
            if (codePoint > MaxCodePoint)
                break;
            AppendUtf8(utf8, (int)codePoint);
        }

        if (!data.IsEmpty)
            utf8.WriteByte(Undecodable);
        return utf8.ToArray();
    }

    // A surrogate passes through UTF-32; in UTF-8 it can only stand as an escape, which it may in a text.
    private static void AppendUtf8(MemoryStream utf8, int codePoint)
    {
        Span<byte> bytes = stackalloc byte[6];
        if (Rune.TryCreate(codePoint, out var rune))
        {
            utf8.Write(bytes[..rune.EncodeToUtf8(bytes)]);
            return;
        }

        utf8.Write(Encoding.ASCII.GetBytes($"\\u{codePoint:X4}"));
    }

    private static JsonSyntaxException UnsupportedOrder() => new("Unsupported UCS-4 endianness", 0);
}
