using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Connect.Configuration;

/// <summary>What validation found out about a whole configuration: one <see cref="ConfigValue"/> a key, in the order of the definition.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class ConfigValidationResult : IReadOnlyCollection<ConfigValue>
{
    private readonly OrderedDictionary<string, ConfigValue> _values = new(StringComparer.Ordinal);

    /// <summary>The number of keys.</summary>
    public int Count => _values.Count;

    /// <summary>The number of errors of all keys together.</summary>
    public int ErrorCount => _values.Values.Sum(value => value.Errors.Count);

    /// <summary>Whether there is nothing wrong.</summary>
    public bool IsValid => ErrorCount == 0;

    /// <summary>What is known of a key. A key that is not there yet is added, so that an error can be put on it.</summary>
    /// <param name="name">The configuration key.</param>
    public ConfigValue this[string name]
    {
        get
        {
            if (!_values.TryGetValue(name, out var value))
            {
                value = new ConfigValue(name);
                _values.Add(name, value);
            }

            return value;
        }
    }

    /// <summary>Looks up a key without adding it.</summary>
    /// <param name="name">The configuration key.</param>
    /// <param name="value">What is known of it.</param>
    /// <returns>Whether it is there.</returns>
    public bool TryGet(string name, [MaybeNullWhen(false)] out ConfigValue value) => _values.TryGetValue(name, out value);

    /// <summary>Puts a value in, instead of the one of the same name if there is one.</summary>
    /// <param name="value">What is known of a key.</param>
    public void Set(ConfigValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _values[value.Name] = value;
    }

    /// <inheritdoc/>
    public IEnumerator<ConfigValue> GetEnumerator() => _values.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
