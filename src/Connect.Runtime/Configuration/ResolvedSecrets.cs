using System.Collections.Concurrent;
using System.Globalization;

namespace Connect.Runtime.Configuration;

/// <summary>Remembers what configuration providers resolved, so that it can be taken out of texts that leave the process: traces, answers, the worker
/// program's log.</summary>
/// <remarks>Numbers, booleans and texts of fewer than four characters are no secrets, and would be found everywhere. Thread-safe.</remarks>
internal sealed class ResolvedSecrets
{
    private const int ShortestSecret = 4;
    private const int MostSecrets = 10_000;

    private readonly ConcurrentDictionary<string, string> _references = new(StringComparer.Ordinal);

    /// <summary>Remembers a value.</summary>
    /// <param name="value">What a reference was resolved to.</param>
    /// <param name="reference">The reference, <c>${provider:path:key}</c>.</param>
    public void Add(string value, string reference)
    {
        if (value.Trim().Length >= ShortestSecret && _references.Count < MostSecrets && !bool.TryParse(value, out _)
            && !double.TryParse(value, NumberStyles.Any, CultureInfo.InvariantCulture, out _))
            _references[value] = reference;
    }

    /// <summary>A text with the references instead of what they were resolved to, the longest first.</summary>
    public string Redact(string text)
    {
        if (_references.IsEmpty)
            return text;
        foreach (var (value,
            reference) in _references.Where(entry => text.Contains(entry.Key, StringComparison.Ordinal)).OrderByDescending(entry => entry.Key.Length))
            text = text.Replace(value, reference, StringComparison.Ordinal);
        return text;
    }
}
