namespace Connect.Text.Patterns;

/// <summary>The predefined classes of Java patterns: <c>\d \w \s \h \v</c>, the dot and the <c>\p{…}</c> families.</summary>
internal static class CharacterClasses
{
    public static CodePointSet Digit { get; } = CodePointSet.Range('0', '9');

    public static CodePointSet Letter { get; } = CodePointSet.FromRanges([('A', 'Z'), ('a', 'z')]);

    public static CodePointSet Word { get; } = Letter.Union(Digit).Union(CodePointSet.Of('_'));

    public static CodePointSet Space { get; } = CodePointSet.FromRanges([(' ', ' '), ('\t', '\r')]);

    public static CodePointSet HorizontalSpace { get; } = CodePointSet.Characters(" \t\u00A0\u1680\u180E\u202F\u205F\u3000").Union(CodePointSet.Range(0x2000, 0x200A));

    public static CodePointSet VerticalSpace { get; } = CodePointSet.Characters("\n\u000B\f\r\u0085\u2028\u2029");

    public static CodePointSet LineTerminators { get; } = CodePointSet.Characters("\n\r\u0085\u2028\u2029");

    private static CodePointSet Punctuation { get; } = CodePointSet.FromRanges([('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]);

    public static CodePointSet Dot(PatternFlags flags) =>
        (flags & PatternFlags.DotAll) != 0 ? CodePointSet.All
        : (flags & PatternFlags.UnixLines) != 0 ? CodePointSet.Of('\n').Complement()
        : LineTerminators.Complement();

    /// <summary>The set of an escape letter such as <c>d</c> or <c>W</c>, or null when the letter names none.</summary>
    public static CodePointSet? Escape(char letter, PatternFlags flags)
    {
        var unicode = (flags & PatternFlags.UnicodeClasses) != 0;
        var set = char.ToLowerInvariant(letter) switch
        {
            'd' => unicode ? NamedSets.Property("Nd")! : Digit,
            'w' => unicode ? UnicodeWord() : Word,
            's' => unicode ? NamedSets.Binary("WHITE_SPACE")! : Space,
            'h' => HorizontalSpace,
            'v' => VerticalSpace,
            _ => null,
        };
        return set is not null && char.IsAsciiLetterUpper(letter) ? set.Complement() : set;
    }

    /// <summary>What <c>\b</c> of Java 17 takes for a part of a word.</summary>
    public static CodePointSet BoundaryWord(PatternFlags flags) =>
        (flags & PatternFlags.UnicodeClasses) != 0 ? UnicodeWord() : LetterOrDigit().Union(CodePointSet.Of('_'));

    public static CodePointSet LetterOrDigit() => NamedSets.Union("Lu", "Ll", "Lt", "Lm", "Lo", "Nd");

    /// <summary>The set that <c>\p{name}</c> names, or null.</summary>
    public static CodePointSet? Family(string name, PatternFlags flags)
    {
        if (name.StartsWith("In", StringComparison.Ordinal))
            return NamedSets.Block(name[2..]);
        if (name.StartsWith("Is", StringComparison.Ordinal))
            return Binary(name[2..].ToUpperInvariant(), flags) ?? Property(name[2..], flags) ?? NamedSets.Script(name[2..]);
        return ((flags & PatternFlags.UnicodeClasses) != 0 ? UnicodePosix(name.ToUpperInvariant(), flags) : null) ?? Property(name, flags);
    }

    /// <summary>The set of a general category, POSIX class or Java method, as in <c>\p{gc=Lu}</c>, or null.</summary>
    public static CodePointSet? Property(string name, PatternFlags flags) => (flags & PatternFlags.CaseInsensitive) == 0
        ? Property(name)
        : name switch
        {
            "Lower" or "Upper" => Letter,
            "Lu" or "Ll" or "Lt" => NamedSets.Union("Lu", "Ll", "Lt"),
            "javaLowerCase" or "javaUpperCase" or "javaTitleCase" => AnyCase(),
            _ => Property(name),
        };

    private static CodePointSet? Property(string name) => Posix(name) ?? name switch
    {
        "L" or "javaLetter" => NamedSets.Union("Lu", "Ll", "Lt", "Lm", "Lo"),
        "M" => NamedSets.Union("Mn", "Me", "Mc"),
        "N" => NamedSets.Union("Nd", "Nl", "No"),
        "Z" or "javaSpaceChar" => NamedSets.Union("Zs", "Zl", "Zp"),
        "C" => NamedSets.Union("Cc", "Cf", "Co", "Cs", "Cn"),
        "P" => NamedSets.Union("Pd", "Ps", "Pe", "Pc", "Po", "Pi", "Pf"),
        "S" => NamedSets.Union("Sm", "Sc", "Sk", "So"),
        "LC" => NamedSets.Union("Lu", "Ll", "Lt"),
        "LD" or "javaLetterOrDigit" => LetterOrDigit(),
        "L1" => CodePointSet.Range(0, 0xFF),
        "all" => CodePointSet.All,
        "javaAlphabetic" => NamedSets.Binary("ALPHABETIC"),
        "javaIdeographic" => NamedSets.Binary("IDEOGRAPHIC"),
        "javaTitleCase" => NamedSets.Property("Lt"),
        "javaDigit" => NamedSets.Property("Nd"),
        "javaDefined" => NamedSets.Union("Cn").Complement(),
        "javaISOControl" => NamedSets.Property("Cc"),
        _ => NamedSets.Property(name),
    };

    private static CodePointSet? Posix(string name) => name switch
    {
        "ASCII" => CodePointSet.Range(0, 0x7F),
        "Alnum" => Letter.Union(Digit),
        "Alpha" => Letter,
        "Blank" => CodePointSet.Characters(" \t"),
        "Cntrl" => CodePointSet.FromRanges([(0, 0x1F), (0x7F, 0x7F)]),
        "Digit" => Digit,
        "Graph" => CodePointSet.Range('!', '~'),
        "Lower" => CodePointSet.Range('a', 'z'),
        "Print" => CodePointSet.Range(' ', '~'),
        "Punct" => Punctuation,
        "Space" => Space,
        "Upper" => CodePointSet.Range('A', 'Z'),
        "XDigit" => CodePointSet.FromRanges([('0', '9'), ('A', 'F'), ('a', 'f')]),
        _ => null,
    };

    private static CodePointSet? Binary(string name, PatternFlags flags) => name switch
    {
        "LOWERCASE" or "UPPERCASE" or "TITLECASE" when (flags & PatternFlags.CaseInsensitive) != 0 => AnyCase(),
        "LOWERCASE" => NamedSets.Property("javaLowerCase"),
        "UPPERCASE" => NamedSets.Property("javaUpperCase"),
        "TITLECASE" => NamedSets.Property("Lt"),
        "ASSIGNED" => NamedSets.Union("Cn").Complement(),
        "CONTROL" => NamedSets.Property("Cc"),
        "LETTER" => Property("L"),
        "PUNCTUATION" => Property("P"),
        "WORD" => UnicodeWord(),
        "DIGIT" or "ALNUM" or "BLANK" or "GRAPH" or "PRINT" => UnicodePosix(name, flags),
        _ => NamedSets.Binary(name),
    };

    private static CodePointSet? UnicodePosix(string name, PatternFlags flags) => name switch
    {
        "ALPHA" => NamedSets.Binary("ALPHABETIC"),
        "LOWER" or "UPPER" => Binary(name + "CASE", flags),
        "SPACE" => NamedSets.Binary("WHITE_SPACE"),
        "XDIGIT" => NamedSets.Binary("HEX_DIGIT"),
        "CNTRL" => NamedSets.Property("Cc"),
        "DIGIT" => NamedSets.Property("Nd"),
        "ALNUM" => NamedSets.Binary("ALPHABETIC")!.Union(NamedSets.Property("Nd")!),
        "BLANK" => NamedSets.Union("Zs").Union(CodePointSet.Of('\t')),
        _ => NamedSets.Posix(name),
    };

    private static CodePointSet AnyCase() => NamedSets.Union("javaLowerCase", "javaUpperCase", "Lt");

    private static CodePointSet UnicodeWord() =>
        NamedSets.Binary("ALPHABETIC")!.Union(NamedSets.Union("Mn", "Me", "Mc", "Nd", "Pc")).Union(NamedSets.Binary("JOIN_CONTROL")!);
}
