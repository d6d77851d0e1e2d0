namespace Connect.Configuration;

/// <summary>Whether the parsed value of a configuration key is acceptable.</summary>
/// <remarks>
/// Called when a key with a default is defined, on every parse and on every validation, possibly concurrently. Ready-made ones are in
/// <see cref="ConfigValidators"/>.
/// </remarks>
public interface IConfigValidator
{
    /// <summary>What is acceptable, for users; shown in documentation. Empty when there is nothing to say.</summary>
    string Description { get; }

    /// <summary>Returns when the value is acceptable.</summary>
    /// <param name="name">The configuration key.</param>
    /// <param name="value">The parsed value; null if the key has none, also after a value that could not be parsed.</param>
    /// <exception cref="ConfigException">The value is not acceptable. The text is shown to the user over REST.</exception>
    void EnsureValid(string name, object? value);
}
