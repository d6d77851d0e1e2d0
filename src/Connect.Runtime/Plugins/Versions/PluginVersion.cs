using System.Globalization;
using System.Numerics;

namespace Connect.Runtime.Plugins.Versions;

/// <summary>A version, ordered as Maven orders them: <c>1.0-alpha</c> before <c>1.0-rc1</c> before <c>1.0</c>, which is <c>1</c>, before
/// <c>1.0-sp</c> before <c>1.0.1</c>.</summary>
internal sealed class PluginVersion : IComparable<PluginVersion>
{
    private static readonly string[] Qualifiers = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];

    private static readonly string Release = Rank("");

    private readonly string _text;
    private readonly List<object> _items;

    /// <summary>Reads a version; any text is one.</summary>
    public PluginVersion(string text)
    {
        _text = text;
        _items = Parse(text.ToLowerInvariant());
    }

    public int CompareTo(PluginVersion? other) => other is null ? 1 : Compare(_items, other._items);

    public override string ToString() => _text;

    /// <summary>Splits at dots and dashes and between digits and letters; a dash or a change between digits and letters begins a nested
    /// list.</summary>
    private static List<object> Parse(string text)
    {
        var root = new List<object>();
        var lists = new List<List<object>> { root };
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var atEnd = i == text.Length;
            var separator = !atEnd && text[i] is '.' or '-';
            var changes = !atEnd && i > start && !separator && char.IsAsciiDigit(text[i]) != char.IsAsciiDigit(text[i - 1]);
            if (!atEnd && !separator && !changes)
                continue;
            if (i > start)
                lists[^1].Add(Item(text[start..i], followedByDigit: changes && char.IsAsciiDigit(text[i])));
            else if (separator)
                lists[^1].Add(BigInteger.Zero);
            if (changes || (separator && text[i] == '-'))
            {
                var nested = new List<object>();
                lists[^1].Add(nested);
                lists.Add(nested);
            }

            start = separator ? i + 1 : i;
        }

        for (var i = lists.Count - 1; i >= 0; i--)
            DropTrailingNothings(lists[i]);
        return root;
    }

    private static object Item(string token, bool followedByDigit)
    {
        if (char.IsAsciiDigit(token[0]))
            return BigInteger.Parse(token, CultureInfo.InvariantCulture);
        return (token, followedByDigit) switch
        {
            ("a", true) => "alpha",
            ("b", true) => "beta",
            ("m", true) => "milestone",
            ("ga" or "final" or "release", _) => "",
            ("cr", _) => "rc",
            _ => token,
        };
    }

    private static void DropTrailingNothings(List<object> items)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (items[i] is "" or BigInteger { IsZero: true } or List<object> { Count: 0 })
                items.RemoveAt(i);
            else if (items[i] is not List<object>)
                break;
        }
    }

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -Compare(right, null),
        (BigInteger number, null) => number.IsZero ? 0 : 1,
        (string qualifier, null) => Math.Sign(string.CompareOrdinal(Rank(qualifier), Release)),
        (List<object> items, null) => items.Select(item => Compare(item, null)).FirstOrDefault(order => order != 0),
        (BigInteger a, BigInteger b) => a.CompareTo(b),
        (string a, string b) => Math.Sign(string.CompareOrdinal(Rank(a), Rank(b))),
        (List<object> a, List<object> b) => CompareLists(a, b),
        (BigInteger, _) => 1,
        (_, BigInteger) => -1,
        (List<object>, _) => 1,
        _ => -1,
    };

    private static int CompareLists(List<object> left, List<object> right)
    {
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var order = Compare(left.ElementAtOrDefault(i), right.ElementAtOrDefault(i));
            if (order != 0)
                return order;
        }

        return 0;
    }

    // Known qualifiers by their place, all others behind them by their text.
    private static string Rank(string qualifier)
    {
        var place = Array.IndexOf(Qualifiers, qualifier);
        return place >= 0 ? place.ToString(CultureInfo.InvariantCulture) : $"{Qualifiers.Length}-{qualifier}";
    }
}
