namespace Connect.Text.Patterns;

/// <summary>A pattern that was read.</summary>
/// <param name="Root">Its tree.</param>
/// <param name="GroupCount">How many capturing groups it has, group 0 not counted.</param>
/// <param name="GroupNames">The numbers of its named groups.</param>
internal sealed record ParsedPattern(PatternNode Root, int GroupCount, IReadOnlyDictionary<string, int> GroupNames)
{
    /// <summary>Whether anything in it matches a character beyond the basic plane.</summary>
    public bool HasSupplementary => Root.Descendants().Any(node => node.Set is { IsEmpty: false } set && set[set.RangeCount - 1].Last > 0xFFFF);
}
