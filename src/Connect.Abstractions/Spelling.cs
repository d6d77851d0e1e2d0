namespace Connect;

/// <summary>Suggests corrections for misspelt names.</summary>
internal static class Spelling
{
    /// <summary>The candidate nearest to a word by edit distance; null if none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var best = candidates.Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate))).OrderBy(entry => entry.Distance)
            .FirstOrDefault();
        return best.Candidate is not null && best.Distance < word.Length && best.Distance <= Math.Max(2, word.Length / 4) ? best.Candidate : null;
    }

    /// <summary>How many letters must be added, removed or replaced (Levenshtein distance).</summary>
    private static int Distance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        var current = new int[to.Length + 1];
        for (var i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[to.Length];
    }
}
