namespace Connect.Configuration;

/// <summary>Suggests values for a configuration key, and says whether the key matters, given the other values.</summary>
/// <remarks>A suggestion only: a value outside it is not rejected. Called by validation, possibly concurrently.</remarks>
public interface IConfigRecommender
{
    /// <summary>The values worth offering.</summary>
    /// <param name="name">The configuration key.</param>
    /// <param name="parsedConfig">All parsed values; null for a key without one.</param>
    /// <returns>The values; empty when any may do.</returns>
    /// <exception cref="ConfigException">The text becomes an error of this key.</exception>
    IReadOnlyList<object?> GetValidValues(string name, IReadOnlyDictionary<string, object?> parsedConfig);

    /// <summary>Whether the key matters with these values.</summary>
    /// <param name="name">The configuration key.</param>
    /// <param name="parsedConfig">All parsed values; null for a key without one.</param>
    /// <returns>False if a user interface should hide it.</returns>
    /// <exception cref="ConfigException">The text becomes an error of this key.</exception>
    bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsedConfig);
}
