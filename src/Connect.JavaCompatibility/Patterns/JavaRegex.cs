using System.Text;
using System.Text.RegularExpressions;

namespace Connect.JavaCompatibility.Patterns;

/// <summary>A regular expression in the syntax and with the meaning of <c>java.util.regex</c>. Immutable, safe for use by several threads.</summary>
/// <remarks>
/// <para>
/// Configurations hold patterns that were written for Java: <c>topics.regex</c>, topic creation groups, <c>RegexRouter</c>, <c>TopicNameMatches</c>.
/// The pattern is read with Java's grammar and written in .NET's: possessive quantifiers, unions and intersections of classes, quotes, <c>\h \v
/// \R</c>, POSIX classes, Java's line terminators, ASCII-only <c>\d \w \s</c>.
/// </para>
/// <para>What has no short counterpart is refused by name: the flags c, d, U and x, <c>\X</c>, <c>\b{g}</c>, <c>\N{…}</c>, scripts, blocks and
/// <c>java…</c> properties, characters beyond U+FFFF in a class. A dot or a class matches one UTF-16 unit.</para>
/// </remarks>
internal sealed class JavaRegex
{
    private readonly TranslatedPattern _translation;
    private readonly TranslatedRegex _whole;
    private readonly Lazy<TranslatedRegex> _first;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern in Java's syntax.</param>
    /// <exception cref="JavaRegexException">The pattern is not valid, or holds a construct that is not supported.</exception>
    public JavaRegex(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Pattern = pattern;
        _translation = PatternTranslator.Translate(pattern);
        _whole = new($@"\A(?:{_translation.Text})\z");
        _first = new(() => new(_translation.Text));
    }

    /// <summary>The pattern as it was given.</summary>
    public string Pattern { get; }

    /// <summary>Whether the pattern matches an input from its start to the end, as <c>Matcher.matches()</c> does.</summary>
    /// <param name="input">The input.</param>
    /// <exception cref="TimeoutException">The engine gave up after one second of backtracking.</exception>
    public bool IsFullMatch(string input) => _whole.Match(input).Success;

    /// <summary>Replaces the first place where the pattern matches, as <c>Matcher.replaceFirst</c> does.</summary>
    /// <param name="input">The input.</param>
    /// <param name="replacement"> The replacement: <c>$1</c> and <c>${name}</c> stand for groups (a group that took no part is empty), a backslash
    /// makes the next character literal.
    /// </param>
    /// <returns>The input with the first match replaced; the input itself if there is none.</returns>
    /// <exception cref="ArgumentException">The replacement is malformed or names a group that the pattern does not have.</exception>
    /// <exception cref="TimeoutException">The engine gave up after one second of backtracking.</exception>
    public string ReplaceFirst(string input, string replacement)
    {
        var match = MatchFirst(input);
        if (!match.Success)
            return input;
        var output = new StringBuilder(input, 0, match.Index, input.Length + replacement.Length);
        ReplacementTemplate.Append(output, replacement, _translation, group => match.Groups[group].Value);
        return output.Append(input, match.Index + match.Length, input.Length - match.Index - match.Length).ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Pattern;

    internal Match MatchFirst(string input) => _first.Value.Match(input);
}
