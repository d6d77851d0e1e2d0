namespace Connect.Text;

/// <summary>A regular expression that Java's syntax does not allow, or that cannot be carried over to .NET.</summary>
/// <remarks>
/// The message has the form of <c>java.util.regex.PatternSyntaxException</c>: what is wrong, where, and the pattern with a caret under the place.
/// </remarks>
public sealed class JavaRegexException : ArgumentException
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public JavaRegexException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public JavaRegexException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public JavaRegexException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for a place in a pattern.</summary>
    /// <param name="description">What is wrong, without the place.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="index">The place, in UTF-16 units from the start; -1 when it is not known.</param>
    public JavaRegexException(string description, string pattern, int index)
        : base(Compose(description, pattern, index))
    {
        Description = description;
        Pattern = pattern;
        Index = index;
    }

    /// <summary>What is wrong, without the place.</summary>
    /// <value>Null when the exception was made from a message.</value>
    public string? Description { get; }

    /// <summary>The pattern.</summary>
    /// <value>Null when the exception was made from a message.</value>
    public string? Pattern { get; }

    /// <summary>Where in the pattern, in UTF-16 units from its start.</summary>
    /// <value>-1 when the place is not known.</value>
    public int Index { get; } = -1;

    private static string Compose(string description, string pattern, int index)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var place = index >= 0 ? $" near index {index}" : "";
        var caret = index >= 0 && index < pattern.Length ? $"\n{new string(' ', index)}^" : "";
        return $"{description}{place}\n{pattern}{caret}";
    }
}
