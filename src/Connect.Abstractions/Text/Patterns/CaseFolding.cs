using System.Text;

namespace Connect.Text.Patterns;

/// <summary>What <c>CASE_INSENSITIVE</c> adds to a set: ASCII letters, or with <c>UNICODE_CASE</c> every letter whose simple mappings meet.</summary>
internal static class CaseFolding
{
    private static readonly Lazy<ILookup<int, int>> Families = new(FindFamilies);

    public static CodePointSet Close(CodePointSet set, PatternFlags flags)
    {
        if ((flags & PatternFlags.CaseInsensitive) == 0)
            return set;
        return (flags & PatternFlags.UnicodeCase) != 0 ? CloseUnicode(set) : CloseAscii(set);
    }

    private static CodePointSet CloseAscii(CodePointSet set)
    {
        var added = new List<(int, int)>();
        for (int upper = 'A', lower = 'a'; upper <= 'Z'; upper++, lower++)
        {
            if (set.Contains(upper) != set.Contains(lower))
                added.Add(set.Contains(upper) ? (lower, lower) : (upper, upper));
        }
        return added.Count == 0 ? set : set.Union(CodePointSet.FromRanges(added));
    }

    private static CodePointSet CloseUnicode(CodePointSet set) => set.Union(CodePointSet.FromRanges(
        Families.Value.Where(family => family.Any(set.Contains)).SelectMany(family => family.Select(member => (member, member)))));

    private static ILookup<int, int> FindFamilies() => Enumerable.Range(0, CodePointSet.Last + 1)
        .Where(Rune.IsValid)
        .Select(codePoint => (CodePoint: codePoint, Folded: Fold(codePoint)))
        .GroupBy(pair => pair.Folded)
        .Where(family => family.Count() > 1)
        .SelectMany(family => family)
        .ToLookup(pair => pair.Folded, pair => pair.CodePoint);

    // Java maps the dotted and dotless i and the long s, which the invariant culture leaves alone.
    private static int Fold(int codePoint) => codePoint switch
    {
        0x130 or 0x131 => 'i',
        0x17F => 's',
        _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(codePoint))).Value,
    };
}
