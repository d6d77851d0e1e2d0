using System.Collections.Frozen;

namespace Connect.Runtime.Configuration;

/// <summary>What was asked of one connector: its name and its configuration, with unresolved variables. Compared by value.</summary>
/// <remarks>The same record whether it came over REST, from a file or from code. Printing it prints none of the values, because secrets may be among
/// them.</remarks>
internal sealed class ConnectorConfig : IEquatable<ConnectorConfig>
{
    private readonly FrozenDictionary<string, string?> _byName;

    /// <summary>Keeps a copy.</summary>
    /// <param name="name">The connector's name.</param>
    /// <param name="properties">The configuration; <c>name</c> is added when it is missing.</param>
    public ConnectorConfig(string name, IReadOnlyDictionary<string, string?> properties)
    {
        Name = name;
        var copy = new OrderedDictionary<string, string?>(properties, StringComparer.Ordinal);
        copy.TryAdd(ConnectorKeys.Name, name);
        Properties = copy;
        _byName = copy.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The connector's name.</summary>
    public string Name { get; }

    /// <summary>The configuration in the order given.</summary>
    public IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>The class as the user named it; null if there is none.</summary>
    public string? ConnectorClass => this[ConnectorKeys.ConnectorClass];

    /// <summary>One value; null if there is none.</summary>
    /// <param name="key">The key.</param>
    public string? this[string key] => _byName.GetValueOrDefault(key);

    /// <inheritdoc/>
    public bool Equals(ConnectorConfig? other) =>
        other is not null
        && Name == other.Name
        && _byName.Count == other._byName.Count
        && _byName.All(entry => other._byName.TryGetValue(entry.Key, out var value) && value == entry.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConnectorConfig);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Name.GetHashCode(StringComparison.Ordinal);
        foreach (var (key, value) in _byName)
            hash ^= HashCode.Combine(key, value);
        return hash;
    }

    /// <summary>The name and how many keys there are.</summary>
    public override string ToString() => $"{Name} ({_byName.Count} keys)";
}
