using System.Buffers;

namespace Connect.JavaCompatibility.Charsets;

/// <summary>A character set that encodes and decodes as Java's does.</summary>
internal abstract class JavaCharset
{
    private const int Utf8 = 65001;
    private const int Utf16 = 1200;
    private const int Utf16BigEndian = 1201;

    /// <summary>Finds a character set.</summary>
    /// <param name="name">Java's name for it, in any case.</param>
    /// <returns>The character set; null if there is none of that name here.</returns>
    public static JavaCharset? Find(string name) => JavaCharsetNames.Find(name) switch
    {
        null => null,
        (Utf8, _) => new Utf8Charset(),
        (Utf16 or Utf16BigEndian, var canonical) => new Utf16Charset(canonical),
        var (codePage, canonical) => new TableCharset(codePage, HasUndefinedBytes(canonical)),
    };

    public abstract byte[] Encode(string text);

    public virtual void Encode(string text, IBufferWriter<byte> output) => output.Write(Encode(text));

    public abstract string Decode(byte[] bytes);

    // .NET gives bytes that mean nothing a control character or one for private use; Java has U+FFFD for them.
    private static bool HasUndefinedBytes(string name) =>
        name is "IBM857" or "IBM869" or "ISO-8859-3" or "ISO-8859-6" || name.Contains("windows", StringComparison.Ordinal);
}
