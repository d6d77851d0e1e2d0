using Connect.Configuration;

namespace Connect.Transforms.Records;

/// <summary>Parts of configuration definitions that several transforms share.</summary>
internal static class ConfigKeys
{
    /// <summary>A validator for a list that holds something.</summary>
    public static IConfigValidator NonEmptyList { get; } = ConfigValidators.Lambda(
        (name, value) =>
        {
            if (value is not IReadOnlyList<object?> { Count: > 0 })
                throw new ConfigException(name, value, "Empty list");
        },
        "non-empty list");

    /// <summary>A validator for a text that is given.</summary>
    public static IConfigValidator NonNullString { get; } = ConfigValidators.Lambda(
        (name, value) =>
        {
            if (value is null)
                throw new ConfigException(name, null, "entry must be non null");
        },
        "non-null string");

    /// <summary>Defines <c>replace.null.with.default</c>.</summary>
    public static ConfigDef DefineReplaceNull(this ConfigDef config) => config.Define(
        FieldReading.ReplaceNullKey,
        ConfigType.Boolean,
        true,
        ConfigImportance.Medium,
        "Whether a field that is null is read as its schema's default, where it has one.");

    public static bool ReplaceNull(this ParsedConfig config) => config.GetBoolean(FieldReading.ReplaceNullKey);
}
