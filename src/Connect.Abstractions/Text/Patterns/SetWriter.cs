using System.Globalization;
using System.Text;

namespace Connect.Text.Patterns;

/// <summary>Writes a set of code points as one .NET atom over UTF-16 units.</summary>
internal sealed class SetWriter(StringBuilder text, bool ascii)
{
    private static readonly CodePointSet Ascii = CodePointSet.Range(0, 0x7F);
    private static readonly CodePointSet HighSurrogates = CodePointSet.Range(0xD800, 0xDBFF);
    private static readonly CodePointSet LowSurrogates = CodePointSet.Range(0xDC00, 0xDFFF);
    private static readonly CodePointSet Basic = CodePointSet.FromRanges([(0, 0xD7FF), (0xE000, 0xFFFF)]);
    private static readonly CodePointSet Supplementary = CodePointSet.Range(0x10000, CodePointSet.Last);

    public void Write(CodePointSet set)
    {
        if (ascii)
            Units(set.Intersect(Ascii));
        else
            Wide(set);
    }

    private void Wide(CodePointSet set)
    {
        var basic = set.Intersect(Basic);
        var alternatives = new List<Action>();
        if (!basic.IsEmpty)
            alternatives.Add(() => Units(basic));
        foreach (var (first, last) in set.Intersect(Supplementary).Ranges())
            AddPairs(alternatives, first, last);
        if (set.Intersect(HighSurrogates) is { IsEmpty: false } high)
            alternatives.Add(() => Lone(high, "", @"(?![\uDC00-\uDFFF])"));
        if (set.Intersect(LowSurrogates) is { IsEmpty: false } low)
            alternatives.Add(() => Lone(low, @"(?<![\uD800-\uDBFF])", ""));
        if (alternatives.Count == 0)
            Units(CodePointSet.Empty);
        else if (alternatives.Count == 1 && !basic.IsEmpty)
            alternatives[0]();
        else
            Atomic(alternatives);
    }

    private void Atomic(List<Action> alternatives)
    {
        text.Append("(?>");
        for (var i = 0; i < alternatives.Count; i++)
        {
            if (i > 0)
                text.Append('|');
            alternatives[i]();
        }
        text.Append(')');
    }

    // A range of pairs falls into the rest of its first high surrogate, whole ones, and the start of its last.
    private void AddPairs(List<Action> alternatives, int first, int last)
    {
        while (first <= last)
        {
            var (high, low) = Split(first);
            var (lastHigh, lastLow) = Split(last);
            var toHigh = high;
            var toLow = 0xDFFF;
            if (high == lastHigh)
                toLow = lastLow;
            else if (low == 0xDC00)
                toHigh = lastLow == 0xDFFF ? lastHigh : lastHigh - 1;
            var (fromHigh, fromLow) = (high, low);
            alternatives.Add(() =>
            {
                Units(CodePointSet.Range(fromHigh, toHigh));
                Units(CodePointSet.Range(fromLow, toLow));
            });
            first = char.ConvertToUtf32((char)toHigh, (char)toLow) + 1;
        }
    }

    private static (int High, int Low) Split(int codePoint)
    {
        var pair = char.ConvertFromUtf32(codePoint);
        return (pair[0], pair[1]);
    }

    private void Lone(CodePointSet surrogates, string before, string after)
    {
        text.Append(before);
        Units(surrogates);
        text.Append(after);
    }

    private void Units(CodePointSet units)
    {
        if (units.IsEmpty)
        {
            text.Append("(?!)");
            return;
        }
        if (units.RangeCount == 1 && units[0].First == units[0].Last)
        {
            Unit(units[0].First);
            return;
        }
        text.Append('[');
        foreach (var (first, last) in units.Ranges())
        {
            Unit(first);
            if (last == first)
                continue;
            if (last > first + 1)
                text.Append('-');
            Unit(last);
        }
        text.Append(']');
    }

    private void Unit(int unit)
    {
        if (unit < 0x80 && char.IsAsciiLetterOrDigit((char)unit))
            text.Append((char)unit);
        else
            text.Append(CultureInfo.InvariantCulture, $"\\u{unit:X4}");
    }
}
