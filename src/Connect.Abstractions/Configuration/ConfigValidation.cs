namespace Connect.Configuration;

/// <summary>One validation: parses every key, then asks the recommenders; nothing stops it early.</summary>
/// <remarks>
/// Walks from the keys that depend on nobody to their dependents, as Kafka does. A key with two such parents is looked at twice and carries its
/// errors twice; one that is only reachable in a circle is not looked at.
/// </remarks>
internal sealed class ConfigValidation(ConfigDef definition, IReadOnlyDictionary<string, object?> properties, IClassNameResolver? resolver)
{
    private readonly ConfigValidationResult _result = new();
    private readonly Dictionary<string, object?> _parsed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _path = new(StringComparer.Ordinal);

    public ConfigValidationResult Run()
    {
        foreach (var key in definition.Keys)
            _result.Set(new ConfigValue(key.Name));
        foreach (var name in definition.UndefinedDependents())
        {
            var value = _result[name];
            value.AddError($"{name} is referred in the dependents, but not defined.");
            value.IsVisible = false;
        }

        var dependents = definition.Keys.SelectMany(key => key.Dependents).ToHashSet(StringComparer.Ordinal);
        var roots = definition.Keys.Select(key => key.Name).Where(name => !dependents.Contains(name)).ToArray();
        foreach (var name in roots)
            Walk(name, Parse);
        foreach (var name in roots)
            Walk(name, Recommend);
        return _result;
    }

    private void Walk(string name, Action<ConfigKey, ConfigValue> visit)
    {
        if (definition[name] is not { } key || !_path.Add(name))
            return;
        visit(key, _result[name]);
        foreach (var dependent in key.Dependents)
            Walk(dependent, visit);
        _path.Remove(name);
    }

    private void Parse(ConfigKey key, ConfigValue found)
    {
        object? value = null;
        if (properties.TryGetValue(key.Name, out var given))
            Collect(found, () => value = ConfigDef.ParseType(key.Name, given, key.Type, resolver));
        else if (key.HasDefault)
            value = key.DefaultValue;
        else
            found.AddError($"Missing required configuration \"{key.Name}\" which has no default value.");

        if (key.Validator is { } validator)
            Collect(found, () => validator.EnsureValid(key.Name, value));
        found.Value = value;
        _parsed[key.Name] = value;
    }

    private void Recommend(ConfigKey key, ConfigValue found)
    {
        if (key.Recommender is not { } recommender)
            return;
        Collect(found, () =>
        {
            var recommended = recommender.GetValidValues(key.Name, _parsed);
            var earlier = found.RecommendedValues;
            found.RecommendedValues = earlier.Count == 0 ? recommended : [.. recommended.Where(earlier.Contains)];
            found.IsVisible = recommender.IsVisible(key.Name, _parsed);
        });
    }

    private static void Collect(ConfigValue found, Action step)
    {
        try
        {
            step();
        }
        catch (ConfigException e)
        {
            found.AddError(e.Message);
        }
    }
}
