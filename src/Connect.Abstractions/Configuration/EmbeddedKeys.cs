namespace Connect.Configuration;

/// <summary>The keys of a definition as they look inside of another one, under a prefix.</summary>
internal static class EmbeddedKeys
{
    public static IEnumerable<ConfigKey> Of(ConfigDef child, string prefix, string group, int startingOrder)
    {
        var order = startingOrder;
        foreach (var key in Sorted(child))
        {
            yield return key with
            {
                Name = prefix + key.Name,
                DisplayName = key.DisplayName,
                Group = key.Group is null ? group : $"{group}: {key.Group}",
                OrderInGroup = order++,
                Validator = key.Validator is null ? null : new EmbeddedValidator(prefix, key.Validator),
                Recommender = key.Recommender is null ? null : new EmbeddedRecommender(prefix, key.Recommender),
                Dependents = [.. key.Dependents.Select(name => prefix + name)],
            };
        }
    }

    private static IEnumerable<ConfigKey> Sorted(ConfigDef child)
    {
        var groups = child.Groups.Index().ToDictionary(group => group.Item, group => group.Index, StringComparer.Ordinal);
        return child.Keys
            .OrderBy(key => key.Group is null ? -1 : groups[key.Group])
            .ThenBy(key => key.OrderInGroup)
            .ThenBy(key => key.HasDefault)
            .ThenBy(key => key.Importance)
            .ThenBy(key => key.Name, StringComparer.Ordinal);
    }

    // Both see the key by the name that its own definition knows, so their texts are those of the plugin.
    private sealed class EmbeddedValidator(string prefix, IConfigValidator inner) : IConfigValidator
    {
        public string Description => inner.Description;

        public void EnsureValid(string name, object? value) => inner.EnsureValid(name[prefix.Length..], value);
    }

    private sealed class EmbeddedRecommender(string prefix, IConfigRecommender inner) : IConfigRecommender
    {
        public IReadOnlyList<object?> GetValidValues(string name, IReadOnlyDictionary<string, object?> parsedConfig) =>
            inner.GetValidValues(name[prefix.Length..], Unprefixed(parsedConfig));

        public bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsedConfig) =>
            inner.IsVisible(name[prefix.Length..], Unprefixed(parsedConfig));

        private Dictionary<string, object?> Unprefixed(IReadOnlyDictionary<string, object?> config) =>
            config.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value, StringComparer.Ordinal);
    }
}
