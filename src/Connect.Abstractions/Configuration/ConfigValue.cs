namespace Connect.Configuration;

/// <summary>What validation found out about one configuration key.</summary>
/// <remarks>Not thread-safe. A connector's own validation may change it before it is handed on.</remarks>
/// <param name="name">The configuration key.</param>
public sealed class ConfigValue(string name)
{
    private readonly List<string> _errors = [];

    /// <summary>The configuration key.</summary>
    public string Name { get; } = name;

    /// <summary>The parsed value; null if there is none or it could not be parsed.</summary>
    public object? Value { get; set; }

    /// <summary>Values worth offering; empty when any may do.</summary>
    public IReadOnlyList<object?> RecommendedValues { get; set; } = [];

    /// <summary>What is wrong, in the order in which it was found; shown to the user over REST.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Whether the key matters with the values given.</summary>
    /// <value>Default true.</value>
    public bool IsVisible { get; set; } = true;

    /// <summary>Adds something that is wrong.</summary>
    /// <param name="message">The text for the user.</param>
    public void AddError(string message) => _errors.Add(message);
}
