using System.Collections;

namespace Connect.Runtime.Hosting;

/// <summary>The transforms or predicates of a connector declared in code, in order.</summary>
public sealed class PluginOptionsCollection : IReadOnlyCollection<PluginOptions>
{
    private readonly List<PluginOptions> _plugins = [];

    /// <inheritdoc/>
    public int Count => _plugins.Count;

    /// <summary>Adds a plugin whose alias in the connector is also its registered alias or class name.</summary>
    /// <param name="alias">The alias within this connector, and the plugin's name.</param>
    /// <param name="configure">Sets its keys, without the prefix.</param>
    public void Add(string alias, Action<PluginOptions>? configure = null) => Add(alias, alias, configure);

    /// <summary>Adds a plugin.</summary>
    /// <param name="alias">The alias within this connector.</param>
    /// <param name="type">The plugin: a class name or a registered alias.</param>
    /// <param name="configure">Sets its keys, without the prefix.</param>
    /// <exception cref="ArgumentException">The alias is already used.</exception>
    public void Add(string alias, string type, Action<PluginOptions>? configure = null)
    {
        if (_plugins.Any(existing => existing.Alias == alias))
            throw new ArgumentException($"The alias '{alias}' is used twice.", nameof(alias));
        var plugin = new PluginOptions(alias, type);
        configure?.Invoke(plugin);
        _plugins.Add(plugin);
    }

    /// <inheritdoc/>
    public IEnumerator<PluginOptions> GetEnumerator() => _plugins.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void WriteTo(Dictionary<string, string?> properties, string section)
    {
        if (_plugins.Count == 0)
            return;
        properties[section] = string.Join(',', _plugins.Select(plugin => plugin.Alias));
        foreach (var plugin in _plugins)
        {
            properties[$"{section}.{plugin.Alias}.type"] = plugin.Type;
            foreach (var (key, value) in plugin.Properties)
                properties[$"{section}.{plugin.Alias}.{key}"] = value;
        }
    }
}
