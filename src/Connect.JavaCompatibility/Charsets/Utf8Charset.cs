using System.Buffers;
using System.Text;

namespace Connect.JavaCompatibility.Charsets;

/// <summary>UTF-8: a lone surrogate is written as <c>?</c>.</summary>
internal sealed class Utf8Charset : JavaCharset
{
    private static readonly UTF8Encoding Encoding = (UTF8Encoding)CreateEncoding();

    public override byte[] Encode(string text) => Encoding.GetBytes(text);

    public override void Encode(string text, IBufferWriter<byte> output) => Encoding.GetBytes(text, output);

    public override string Decode(byte[] bytes) => JavaUtf8.Decode(bytes);

    private static Encoding CreateEncoding()
    {
        var encoding = (Encoding)new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).Clone();
        encoding.EncoderFallback = new EncoderReplacementFallback("?");
        return encoding;
    }
}
