namespace Connect.Runtime.Hosting;

/// <summary>One transform or predicate of a connector declared in code.</summary>
/// <param name="alias">The alias within the connector.</param>
/// <param name="type">The plugin: a class name or a registered alias.</param>
public sealed class PluginOptions(string alias, string type)
{
    /// <summary>The alias within the connector.</summary>
    public string Alias { get; } = alias;

    /// <summary>The plugin: a class name or a registered alias.</summary>
    public string Type { get; } = type;

    /// <summary>The plugin's keys, without the prefix; <c>predicate</c> and <c>negate</c> among them.</summary>
    public IDictionary<string, string?> Properties { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>One key; null where it is not set.</summary>
    /// <param name="key">The key, without the prefix.</param>
    public string? this[string key]
    {
        get => Properties.TryGetValue(key, out var value) ? value : null;
        set => Properties[key] = value;
    }
}
