using System.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>Decodes UTF-8 as Jackson does: overlong forms and numbers beyond U+10FFFF pass, surrogates and broken sequences do not.</summary>
internal static class JsonUtf8
{
    /// <summary>Appends the characters of a run that has no escapes.</summary>
    /// <param name="text">Where to append.</param>
    /// <param name="run">The bytes.</param>
    /// <param name="inName">Whether it belongs to a member's name, where Jackson computes the surrogates of overlong forms in another way.</param>
    /// <param name="position">Where the run starts, for error messages.</param>
    public static void Append(StringBuilder text, ReadOnlySpan<byte> run, bool inName, int position)
    {
        var i = 0;
        while (i < run.Length)
        {
            var lead = run[i];
            if (lead < 0x80)
            {
                text.Append((char)lead);
                i++;
                continue;
            }

            var (length, bits) = lead switch
            {
                >= 0xC0 and <= 0xDF => (2, lead & 0x1F),
                >= 0xE0 and <= 0xEF => (3, lead & 0x0F),
                >= 0xF0 and <= 0xF7 => (4, lead & 0x07),
                _ => throw new JsonSyntaxException($"Invalid UTF-8 start byte 0x{lead:X2}", position + i),
            };
            for (var k = 1; k < length; k++)
            {
                if (i + k >= run.Length || (run[i + k] & 0xC0) != 0x80)
                    throw new JsonSyntaxException("Invalid UTF-8: a character is not complete", position + i);
                bits = (bits << 6) | (run[i + k] & 0x3F);
            }

            AppendCodePoint(text, bits, length, inName, position + i);
            i += length;
        }
    }

    private static void AppendCodePoint(StringBuilder text, int codePoint, int length, bool inName, int position)
    {
        if (length < 4)
        {
            if (codePoint is >= 0xD800 and <= 0xDFFF)
                throw new JsonSyntaxException($"Invalid UTF-8: illegal surrogate character 0x{codePoint:X4}", position);
            text.Append((char)codePoint);
            return;
        }

        // What Jackson's arithmetic gives, also where the sequence is overlong and this is negative.
        var offset = codePoint - 0x10000;
        text.Append(unchecked((char)(inName ? 0xD800 + (offset >> 10) : 0xD800 | (offset >> 10))));
        text.Append((char)(0xDC00 | (offset & 0x3FF)));
    }
}
