using System.Diagnostics.CodeAnalysis;

namespace Connect.JavaCompatibility.Patterns;

/// <summary>A regular expression that Java's syntax does not allow, or that cannot be carried over to .NET.</summary>
/// <remarks>The message has the form of <c>java.util.regex.PatternSyntaxException</c>: what is wrong, where, and the pattern with a caret under the
/// place.</remarks>
/// <param name="description">What is wrong, without the place.</param>
/// <param name="pattern">The pattern.</param>
/// <param name="index">The place, in UTF-16 units from the start; -1 when it is not known.</param>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It is thrown in one place.")]
internal sealed class JavaRegexException(string description, string pattern, int index) : ArgumentException(Compose(description, pattern, index))
{
    /// <summary>What is wrong, without the place.</summary>
    public string Description { get; } = description;

    /// <summary>Where in the pattern, in UTF-16 units from its start; -1 when the place is not known.</summary>
    public int Index { get; } = index;

    private static string Compose(string description, string pattern, int index)
    {
        var place = index >= 0 ? $" near index {index}" : "";
        var caret = index >= 0 && index < pattern.Length ? $"\n{new string(' ', index)}^" : "";
        return $"{description}{place}\n{pattern}{caret}";
    }
}
