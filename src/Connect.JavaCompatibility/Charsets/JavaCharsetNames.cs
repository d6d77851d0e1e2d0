namespace Connect.JavaCompatibility.Charsets;

/// <summary>The character sets that are the same here and in Java, under all of Java's names for them.</summary>
/// <remarks>A character set in which a single character would be written in another way than by Java is not among them: it is refused rather than
/// written wrongly.</remarks>
internal static class JavaCharsetNames
{
    // The .NET code page, Java's canonical name, Java's aliases.
    private const string Table = """
        65001 UTF-8 unicode-1-1-utf-8 UTF8
        1201 UTF-16 unicode UnicodeBig utf16 UTF_16
        1201 UTF-16BE ISO-10646-UCS-2 UnicodeBigUnmarked UTF_16BE X-UTF-16BE
        1200 UTF-16LE UnicodeLittleUnmarked UTF_16LE X-UTF-16LE
        20127 US-ASCII 646 ANSI_X3.4-1968 ANSI_X3.4-1986 ASCII ascii7 cp367 csASCII default IBM367 iso-ir-6 ISO646-US iso_646.irv:1983 ISO_646.irv:1991 us
        28591 ISO-8859-1 819 8859_1 cp819 csISOLatin1 IBM-819 IBM819 iso-ir-100 ISO8859-1 ISO8859_1 ISO_8859-1 ISO_8859-1:1987 ISO_8859_1 l1 latin1
        28592 ISO-8859-2 8859_2 912 cp912 csISOLatin2 ibm-912 ibm912 iso-ir-101 ISO8859-2 iso8859_2 ISO_8859-2 ISO_8859-2:1987 l2 latin2
        28593 ISO-8859-3 8859_3 913 cp913 csISOLatin3 ibm-913 ibm913 iso-ir-109 ISO8859-3 iso8859_3 ISO_8859-3 ISO_8859-3:1988 l3 latin3
        28594 ISO-8859-4 8859_4 914 cp914 csISOLatin4 ibm-914 ibm914 iso-ir-110 iso8859-4 iso8859_4 ISO_8859-4 ISO_8859-4:1988 l4 latin4
        28595 ISO-8859-5 8859_5 915 cp915 csISOLatinCyrillic cyrillic ibm-915 ibm915 iso-ir-144 ISO8859-5 iso8859_5 ISO_8859-5 ISO_8859-5:1988
        28596 ISO-8859-6 1089 8859_6 arabic ASMO-708 cp1089 csISOLatinArabic ECMA-114 ibm-1089 ibm1089 iso-ir-127 ISO8859-6 iso8859_6 ISO_8859-6 ISO_8859-6:1987
        28599 ISO-8859-9 8859_9 920 cp920 csISOLatin5 ibm-920 ibm920 iso-ir-148 ISO8859-9 iso8859_9 ISO_8859-9 ISO_8859-9:1989 l5 latin5
        28603 ISO-8859-13 8859_13 ISO8859-13 iso8859_13 iso_8859-13
        28605 ISO-8859-15 8859_15 923 cp923 csISO885915 csISOlatin0 csISOlatin9 IBM-923 IBM923 ISO8859-15 ISO8859_15 ISO8859_15_FDIS ISO_8859-15 L9 Latin-9 LATIN0 LATIN9
        1250 windows-1250 cp1250 cp5346
        1251 windows-1251 ansi-1251 cp1251 cp5347
        1252 windows-1252 cp1252 cp5348 ibm-1252 ibm1252
        1253 windows-1253 cp1253 cp5349
        1254 windows-1254 cp1254 cp5350
        1255 windows-1255 cp1255
        1256 windows-1256 cp1256
        1257 windows-1257 cp1257 cp5353
        1258 windows-1258 cp1258
        874 x-windows-874 ms-874 ms874 windows-874
        20866 KOI8-R cskoi8r koi8 koi8_r
        437 IBM437 cp437 cspc8codepage437 ibm-437 windows-437
        737 x-IBM737 cp737 ibm-737 ibm737
        775 IBM775 cp775 ibm-775
        850 IBM850 cp850 cspc850multilingual ibm-850
        852 IBM852 cp852 csPCp852 ibm-852
        855 IBM855 cp855 cspcp855 ibm-855
        857 IBM857 cp857 csIBM857 ibm-857
        858 IBM00858 ccsid00858 cp00858 cp858 ibm-858 ibm858 PC-Multilingual-850+euro
        860 IBM860 cp860 csIBM860 ibm-860
        861 IBM861 cp-is cp861 csIBM861 ibm-861
        862 IBM862 cp862 csIBM862 cspc862latinhebrew ibm-862
        863 IBM863 cp863 csIBM863 ibm-863
        865 IBM865 cp865 csIBM865 ibm-865
        866 IBM866 cp866 csIBM866 ibm-866
        869 IBM869 cp-gr cp869 csIBM869 ibm-869
        54936 GB18030 gb18030-2022
        """;

    private static readonly Dictionary<string, (int CodePage, string Name)> ByName = Parse();

    /// <summary>Looks a character set up.</summary>
    /// <param name="name">Any of Java's names for it, in any case.</param>
    /// <returns>The .NET code page and Java's canonical name; null if there is no such character set.</returns>
    public static (int CodePage, string Name)? Find(string name) => ByName.TryGetValue(name, out var found) ? found : null;

    private static Dictionary<string, (int CodePage, string Name)> Parse()
    {
        var byName = new Dictionary<string, (int CodePage, string Name)>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Table.Split('\n'))
        {
            var parts = line.TrimEnd('\r').Split(' ');
            foreach (var name in parts.Skip(1))
                byName.Add(name, (int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1]));
        }

        return byName;
    }
}
