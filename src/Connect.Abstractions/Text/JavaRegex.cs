using System.Text;
using System.Text.RegularExpressions;
using Connect.Text.Patterns;

namespace Connect.Text;

/// <summary>A regular expression in the syntax and with the meaning of <c>java.util.regex</c> (Java 17).</summary>
/// <remarks>
/// <para>
/// Configurations of Kafka Connect hold patterns that were written for Java: <c>topics.regex</c>, topic creation groups, <c>RegexRouter</c>,
/// <c>TopicNameMatches</c>. The pattern is read with Java's grammar and carried over to .NET's engine: possessive quantifiers, class unions and
/// intersections, <c>\p{…}</c> families by Java's tables, ASCII-only <c>\d \w \s</c> and case folding unless a flag says otherwise, Java's line
/// terminators, and a pair of surrogates as one character.
/// </para>
/// <para>
/// Not supported, and refused when the object is made: <c>\X</c>, <c>\b{g}</c>, <c>\N{…}</c>, the flag <c>c</c>, back references inside a look-behind
/// group, and nesting deeper than 250.
/// </para>
/// <para>Instances are immutable and safe for use by several threads.</para>
/// </remarks>
public sealed class JavaRegex
{
    // A match does not begin in the middle of a character, provided that the pattern has anything to do with characters beyond the basic plane.
    private const string NotInsidePair = @"(?!(?<=[\uD800-\uDBFF])[\uDC00-\uDFFF])";

    private readonly ParsedPattern _parsed;
    private readonly TranslatedRegex _asciiWhole;
    private readonly Lazy<TranslatedRegex> _asciiFirst;
    private readonly Lazy<TranslatedRegex> _wideWhole;
    private readonly Lazy<TranslatedRegex> _wideFirst;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern in Java's syntax.</param>
    /// <exception cref="JavaRegexException">The pattern is not valid, or holds a construct that is not supported.</exception>
    public JavaRegex(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Pattern = pattern;
        _parsed = PatternParser.Parse(pattern);
        _asciiWhole = new(Whole(PatternWriter.Write(_parsed, ascii: true)));
        _asciiFirst = new(() => new(PatternWriter.Write(_parsed, ascii: true)));
        _wideWhole = new(() => new(Whole(PatternWriter.Write(_parsed, ascii: false))));
        _wideFirst = new(() => new((_parsed.HasSupplementary ? NotInsidePair : "") + PatternWriter.Write(_parsed, ascii: false)));
    }

    /// <summary>The pattern as it was given.</summary>
    public string Pattern { get; }

    /// <summary>Whether the pattern matches an input from its start to its end, as <c>Matcher.matches()</c> does.</summary>
    /// <param name="input">The input.</param>
    /// <returns>True for a match of the whole input.</returns>
    /// <exception cref="DataException">The engine gave up after one second of backtracking.</exception>
    public bool IsFullMatch(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return MatchWhole(input).Success;
    }

    /// <summary>Replaces the first place where the pattern matches, as <c>Matcher.replaceFirst</c> does.</summary>
    /// <param name="input">The input.</param>
    /// <param name="replacement">
    /// The replacement: <c>$1</c> and <c>${name}</c> stand for groups (a group that took no part is empty), a backslash makes the next character literal.
    /// </param>
    /// <returns>The input with the first match replaced; the input itself when there is none.</returns>
    /// <exception cref="ArgumentException">The replacement is malformed or names a group that the pattern does not have.</exception>
    /// <exception cref="DataException">The engine gave up after one second of backtracking.</exception>
    public string ReplaceFirst(string input, string replacement)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(replacement);
        var match = MatchFirst(input);
        if (!match.Success)
            return input;
        var output = new StringBuilder(input, 0, match.Index, input.Length + replacement.Length);
        ReplacementTemplate.Append(output, replacement, _parsed, group => match.Groups[group].Value);
        return output.Append(input, match.Index + match.Length, input.Length - match.Index - match.Length).ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Pattern;

    internal Match MatchWhole(string input) => (Ascii.IsValid(input) ? _asciiWhole : _wideWhole.Value).Match(input);

    internal Match MatchFirst(string input) => (Ascii.IsValid(input) ? _asciiFirst.Value : _wideFirst.Value).Match(input);

    private static string Whole(string translation) => $@"\A(?:{translation})\z";
}
