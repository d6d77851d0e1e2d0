using System.Collections.Concurrent;
using System.Globalization;

namespace Connect.Text.Patterns;

/// <summary>
/// The character sets that <c>java.util.regex</c> of Java 17 (Unicode 13) knows by name, read from the embedded <c>character-sets.txt</c>
/// (made by <c>eng/character-sets/DumpCharacterSets.java</c>).
/// </summary>
internal static class NamedSets
{
    private static readonly Lazy<Dictionary<(char Kind, string Name), string>> Lines = new(ReadLines);

    private static readonly ConcurrentDictionary<(char Kind, string Name), CodePointSet> Sets = new();

    /// <summary>A set of <c>\p{name}</c>, or null when the table has no such name.</summary>
    public static CodePointSet? Property(string name) => Find('P', name);

    /// <summary>A binary property, as in <c>\p{IsAlphabetic}</c>; the name in capitals.</summary>
    public static CodePointSet? Binary(string name) => Find('U', name);

    /// <summary>A POSIX class in its Unicode reading; the name in capitals.</summary>
    public static CodePointSet? Posix(string name) => Find('X', name);

    public static CodePointSet? Script(string name) => Find('S', name.ToUpperInvariant());

    public static CodePointSet? Block(string name) =>
        Find('B', name.ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));

    /// <summary>The union of sets of <c>\p{name}</c> that are known to exist.</summary>
    public static CodePointSet Union(params ReadOnlySpan<string> names)
    {
        var union = CodePointSet.Empty;
        foreach (var name in names)
            union = union.Union(Find('P', name)!);
        return union;
    }

    private static CodePointSet? Find(char kind, string name)
    {
        if (Sets.TryGetValue((kind, name), out var known))
            return known;
        return Lines.Value.TryGetValue((kind, name), out var line) ? Sets.GetOrAdd((kind, name), Decode(line)) : null;
    }

    private static Dictionary<(char Kind, string Name), string> ReadLines()
    {
        var lines = new Dictionary<(char, string), string>();
        using var stream = typeof(NamedSets).Assembly.GetManifestResourceStream("Connect.Text.character-sets.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            // A script without characters of its own has no ranges.
            var parts = line.Split(' ', 3);
            foreach (var name in parts[1].Split(','))
                lines[(line[0], name)] = parts.Length > 2 ? parts[2] : "";
        }
        return lines;
    }

    private static CodePointSet Decode(string line)
    {
        var ranges = new List<(int, int)>();
        var next = 0;
        foreach (var range in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var dot = range.IndexOf('.', StringComparison.Ordinal);
            var first = next + Base36(dot < 0 ? range : range[..dot]);
            next = first + (dot < 0 ? 1 : Base36(range[(dot + 1)..]));
            ranges.Add((first, next - 1));
        }
        return CodePointSet.FromRanges(ranges);
    }

    private static int Base36(string digits)
    {
        var number = 0;
        foreach (var digit in digits)
            number = (number * 36) + (char.IsAsciiDigit(digit) ? digit - '0' : char.ToLower(digit, CultureInfo.InvariantCulture) - 'a' + 10);
        return number;
    }
}
