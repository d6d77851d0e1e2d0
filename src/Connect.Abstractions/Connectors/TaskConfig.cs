using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Connect.Connectors;

/// <summary>The configuration of one task: an immutable, ordered map of strings. Compares by content, ignoring the order.</summary>
/// <remarks>Corresponds to an element of the result of <c>Connector.taskConfigs</c>.</remarks>
public sealed class TaskConfig : IReadOnlyDictionary<string, string?>, IEquatable<TaskConfig>
{
    private readonly Dictionary<string, string?> _properties;

    /// <summary>Copies the properties.</summary>
    /// <param name="properties">The keys and values; the last value of a repeated key wins.</param>
    public TaskConfig(IEnumerable<KeyValuePair<string, string?>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        _properties = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, value) in properties)
            _properties[key] = value;
    }

    /// <inheritdoc/>
    public int Count => _properties.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _properties.Keys;

    /// <inheritdoc/>
    public IEnumerable<string?> Values => _properties.Values;

    /// <inheritdoc/>
    public string? this[string key] => _properties[key];

    /// <summary>The same configuration with one key set.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value.</param>
    public TaskConfig With(string key, string? value) => new(_properties.Append(new(key, value)));

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string? value) => _properties.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => _properties.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(TaskConfig? other)
    {
        if (other is null || other.Count != Count)
            return false;
        foreach (var (key, value) in _properties)
        {
            if (!other._properties.TryGetValue(key, out var theirs) || theirs != value)
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TaskConfig);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = 0;
        foreach (var (key, value) in _properties)
            hash ^= HashCode.Combine(key, value);
        return hash;
    }

    /// <summary>Only the keys, because values may be secret.</summary>
    public override string ToString() => $"TaskConfig({string.Join(", ", _properties.Keys)})";
}
