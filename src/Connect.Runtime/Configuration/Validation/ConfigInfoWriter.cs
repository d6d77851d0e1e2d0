using Connect.Configuration;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>Writes definitions and what validation found out as REST shows them: everything is text, passwords are hidden.</summary>
internal static class ConfigInfoWriter
{
    /// <summary>A key's definition.</summary>
    public static ConfigKeyInfo Write(ConfigKey key) => new(
        key.Name,
        key.Type.ToString().ToUpperInvariant(),
        !key.HasDefault,
        ConfigDef.ConvertToString(key.DefaultValue, key.Type),
        key.Importance.ToString().ToUpperInvariant(),
        key.Documentation,
        key.Group,
        key.OrderInGroup,
        key.Width.ToString().ToUpperInvariant(),
        key.DisplayName,
        key.Dependents);

    /// <summary>What was found out about a key.</summary>
    /// <param name="value">The finding.</param>
    /// <param name="type">The key's type; null if nobody defines it.</param>
    public static ConfigValueInfo Write(ConfigValue value, ConfigType? type) => new(
        value.Name,
        ConfigDef.ConvertToString(value.Value, type),
        [.. value.RecommendedValues.Select(recommended => ConfigDef.ConvertToString(recommended, type == ConfigType.List ? null : type))],
        [.. value.Errors],
        value.IsVisible);

    /// <summary>A whole validation: first what nobody defines, then the keys in order.</summary>
    public static ConfigInfos Write(string name, IReadOnlyCollection<ConfigKey> keys, IReadOnlyList<string> groups, ConfigValidationResult result)
    {
        var defined = keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        var entries = result.Where(value => !defined.Contains(value.Name))
            .Select(value => new ConfigInfo(null, Write(value, null)))
            .Concat(keys.Select(key => new ConfigInfo(Write(key), Write(result[key.Name], key.Type))));
        ConfigInfo[] configs = [.. entries];
        return new ConfigInfos(name, configs.Sum(config => config.Value.Errors.Count), groups, configs);
    }

    /// <summary>A part of a validation whose keys all get a prefix; counted by the keys that are wrong, not by their errors.</summary>
    public static ConfigInfos WritePart(string name, string prefix, ConfigDef definition, IEnumerable<ConfigValue> values)
    {
        var configs = values.Select(value => WritePrefixed(prefix, definition[value.Name], value)).ToArray();
        return new ConfigInfos(name, configs.Count(config => config.Value.Errors.Count > 0), definition.Groups, configs);
    }

    private static ConfigInfo WritePrefixed(string prefix, ConfigKey? key, ConfigValue value)
    {
        // Kafka Connect leaves the prefix out here; whoever reads the text looks for the key that is to be written.
        var missing = $"Missing required configuration \"{value.Name}\"";
        var info = Write(value, key?.Type) with
        {
            Name = prefix + value.Name,
            Errors = [.. value.Errors.Select(
                error => error.Replace(missing, $"Missing required configuration \"{prefix}{value.Name}\"", StringComparison.Ordinal))],
        };
        return new ConfigInfo(key is null ? null : Write(key) with { Name = prefix + key.Name }, info);
    }
}
