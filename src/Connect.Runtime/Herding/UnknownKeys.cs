using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Herding;

/// <summary>Finds the keys of a connector's configuration that nothing describes: most are slips, and a slip is taken for a default in silence.</summary>
internal static class UnknownKeys
{
    /// <summary>The beginnings of keys that others than the connector read.</summary>
    private static readonly string[] Prefixes =
        ["key.converter.", "value.converter.", "header.converter.", "producer.override.", "consumer.override.", "admin.override.", "topic.creation.", "config.providers."];

    /// <summary>Finds them.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="validation">What its validation has found out: it has the definitions of connector, transforms and predicates.</param>
    /// <returns>Each key, with what was probably meant; empty where nothing is near.</returns>
    public static IEnumerable<(string Key, string Remedy)> Find(IReadOnlyDictionary<string, string?> config, ConfigInfos validation)
    {
        var known = validation.Configs.Where(entry => entry.Definition is not null).Select(entry => entry.Value.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var key in config.Keys.Where(key => !known.Contains(key) && !Array.Exists(Prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal))))
            yield return (key, Spelling.Nearest(key, known.Where(candidate => !config.ContainsKey(candidate))) is { } near ? $" Did you mean '{near}'?" : "");
    }
}
