using System.Text;

namespace Connect.Converters.Text;

/// <summary>A character set that encodes and decodes as Java's does.</summary>
internal abstract class JavaCharset
{
    private const int Utf8 = 65001;
    private const int Utf16 = 1200;
    private const int Utf16BigEndian = 1201;
    private const int Utf32 = 12000;
    private const int Utf32BigEndian = 12001;

    private const int Gbk = 936;
    private const int Windows949 = 949;
    private const int Windows950 = 950;
    private const int EucKr = 51949;

    // What Java reads from two bytes for which .NET has something else or nothing.
    private static readonly Dictionary<int, char> GbkInJava = new() { [0xA2E3] = '\u20AC', [0xA892] = '\u2641' };

    private static readonly Dictionary<int, char> EucKrInJava = new() { [0xA2E8] = '\u327E', [0xB4D3] = '\uB2D2' };

    private static readonly Dictionary<int, char> Windows950InJava = new()
    {
        [0xA2A4] = '\u2550',
        [0xA2A5] = '\u255E',
        [0xA2A6] = '\u256A',
        [0xA2A7] = '\u2561',
        [0xA2CC] = '\u5341',
        [0xA2CE] = '\u5345',
        [0xF9FA] = '\u256D',
        [0xF9FB] = '\u256E',
        [0xF9FC] = '\u2570',
        [0xF9FD] = '\u256F',
    };

    /// <summary>Finds a character set.</summary>
    /// <param name="name">Java's name for it, in any case.</param>
    /// <returns>The character set; null when there is none of that name here.</returns>
    public static JavaCharset? Find(string name) => JavaCharsetNames.Find(name) switch
    {
        null => ByteCharset.FindTable(name),
        (Utf8, _) => new Utf8Charset(),
        (Utf16 or Utf16BigEndian, var canonical) => new Utf16Charset(canonical),
        (Utf32 or Utf32BigEndian, var canonical) => new Utf32Charset(canonical),
        (Gbk, _) => new DoubleByteCharset(Gbk, hasPrivateUse: true, GbkInJava),
        (EucKr, _) => new DoubleByteCharset(EucKr, hasPrivateUse: false, EucKrInJava),
        (Windows949, _) => new DoubleByteCharset(Windows949, hasPrivateUse: true, new Dictionary<int, char>()),
        (Windows950, _) => new DoubleByteCharset(Windows950, hasPrivateUse: true, Windows950InJava),
        var (codePage, canonical) => new TableCharset(codePage, HasUndefinedBytes(canonical)),
    };

    public abstract byte[] Encode(string text);

    public abstract string Decode(byte[] bytes);

    // .NET gives bytes that mean nothing a control character or one for private use; Java has U+FFFD for them.
    private static bool HasUndefinedBytes(string name) =>
        name is "IBM857" or "IBM869" or "ISO-8859-3" or "ISO-8859-6" || name.Contains("windows", StringComparison.Ordinal);
}
