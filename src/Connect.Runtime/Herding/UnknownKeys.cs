using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Herding;

/// <summary>Finds the keys of a connector's configuration that no definition contains. Most are typing errors, which would otherwise silently leave a
/// default in effect.</summary>
internal static class UnknownKeys
{
    /// <summary>Prefixes of keys that other components read.</summary>
    private static readonly string[] Prefixes =
        ["key.converter.", "value.converter.", "header.converter.", "producer.override.", "consumer.override.", "admin.override.", "topic.creation.",
            "config.providers."];

    /// <summary>Finds the unknown keys.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="validation">The result of the configuration's validation, which contains the definitions of the connector, transforms and
    /// predicates.</param>
    /// <returns>Each key with a suggestion; empty if no known key is similar.</returns>
    public static IEnumerable<(string Key, string Remedy)> Find(IReadOnlyDictionary<string, string?> config, ConfigInfos validation)
    {
        var known = validation.Configs.Where(entry => entry.Definition is not null).Select(entry => entry.Value.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var key in config.Keys.Where(
            key => !known.Contains(key) && !Array.Exists(Prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal))))
            yield return (key,
                Spelling.Nearest(key, known.Concat(AddedDefinition.Names).Where(candidate => !config.ContainsKey(candidate))) is { } near
                ? $" Did you mean '{near}'?" : "");
    }
}
