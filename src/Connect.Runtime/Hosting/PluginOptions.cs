namespace Connect.Runtime.Hosting;

/// <summary>A transform or predicate of a connector declared in code.</summary>
/// <param name="alias">The alias within the connector.</param>
/// <param name="type">The plugin: a class name or a registered alias.</param>
public sealed class PluginOptions(string alias, string type)
{
    /// <summary>The alias within the connector.</summary>
    public string Alias { get; } = alias;

    /// <summary>The plugin: a class name or a registered alias.</summary>
    public string Type { get; } = type;

    /// <summary>The plugin's configuration, keys without the prefix; includes <c>predicate</c> and <c>negate</c>.</summary>
    public IDictionary<string, string?> Properties { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The value of a key; null if it is not set.</summary>
    /// <param name="key">The key, without the prefix.</param>
    public string? this[string key]
    {
        get => Properties.TryGetValue(key, out var value) ? value : null;
        set => Properties[key] = value;
    }
}
