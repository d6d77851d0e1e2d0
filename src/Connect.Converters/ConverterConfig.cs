using Connect.Configuration;

namespace Connect.Converters;

/// <summary>What the configurations of converters have in common.</summary>
internal static class ConverterConfig
{
    private const string Type = "converter.type";

    public static ConfigDef Define() => new ConfigDef().Define(
        Type,
        ConfigType.String,
        ConfigImportance.Low,
        "What the converter is used for: key, value or header.",
        ConfigValidators.ValidString("key", "value", "header"));

    /// <summary>Parses the configuration of a converter. The engine always says what it is used for; whoever makes a converter manually need
    /// not.</summary>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    public static ParsedConfig Parse(ConfigDef definition, IReadOnlyDictionary<string, string?> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return definition.Parse(
            properties.ContainsKey(Type) ? properties : new Dictionary<string, string?>(properties, StringComparer.Ordinal) { [Type] = "value" });
    }
}
