namespace Connect.Text.Patterns;

/// <summary>An immutable set of Unicode code points, kept as sorted ranges that neither touch nor overlap.</summary>
internal sealed class CodePointSet
{
    public const int Last = 0x10FFFF;

    private readonly int[] _bounds;

    private CodePointSet(int[] bounds) => _bounds = bounds;

    public static CodePointSet Empty { get; } = new([]);

    public static CodePointSet All { get; } = new([0, Last]);

    public bool IsEmpty => _bounds.Length == 0;

    public int RangeCount => _bounds.Length / 2;

    public static CodePointSet Of(int codePoint) => new([codePoint, codePoint]);

    public static CodePointSet Range(int first, int last) => new([first, last]);

    /// <summary>The set of the characters of a text; a pair of surrogates is one.</summary>
    public static CodePointSet Characters(string text) => FromRanges(text.EnumerateRunes().Select(rune => (rune.Value, rune.Value)));

    public static CodePointSet FromRanges(IEnumerable<(int First, int Last)> ranges)
    {
        var bounds = new List<int>();
        foreach (var (first, last) in ranges.OrderBy(range => range.First))
        {
            if (bounds.Count > 0 && first <= bounds[^1] + 1)
                bounds[^1] = Math.Max(bounds[^1], last);
            else
                bounds.AddRange([first, last]);
        }
        return new([.. bounds]);
    }

    public (int First, int Last) this[int range] => (_bounds[2 * range], _bounds[(2 * range) + 1]);

    public IEnumerable<(int First, int Last)> Ranges()
    {
        for (var i = 0; i < _bounds.Length; i += 2)
            yield return (_bounds[i], _bounds[i + 1]);
    }

    public bool Contains(int codePoint)
    {
        var at = Array.BinarySearch(_bounds, codePoint);
        // A miss inside a range falls between its first (even) and its last (odd) bound.
        return at >= 0 || (~at & 1) == 1;
    }

    public CodePointSet Union(CodePointSet other) =>
        IsEmpty ? other : other.IsEmpty ? this : FromRanges(Ranges().Concat(other.Ranges()));

    public CodePointSet Intersect(CodePointSet other)
    {
        var bounds = new List<int>();
        for (int i = 0, j = 0; i < _bounds.Length && j < other._bounds.Length;)
        {
            var first = Math.Max(_bounds[i], other._bounds[j]);
            var last = Math.Min(_bounds[i + 1], other._bounds[j + 1]);
            if (first <= last)
                bounds.AddRange([first, last]);
            if (_bounds[i + 1] < other._bounds[j + 1])
                i += 2;
            else
                j += 2;
        }
        return new([.. bounds]);
    }

    public CodePointSet Complement()
    {
        var bounds = new List<int>();
        var next = 0;
        foreach (var (first, last) in Ranges())
        {
            if (first > next)
                bounds.AddRange([next, first - 1]);
            next = last + 1;
        }
        if (next <= Last)
            bounds.AddRange([next, Last]);
        return new([.. bounds]);
    }

    public CodePointSet Except(CodePointSet other) => Intersect(other.Complement());
}
