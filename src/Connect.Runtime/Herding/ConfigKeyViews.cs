using Connect.Configuration;

namespace Connect.Runtime.Herding;

/// <summary>Shows configuration keys and what validation found out in the form of the REST API.</summary>
/// <remarks>Source: <c>AbstractHerder.convertConfigKey</c> and <c>convertConfigValue</c>.</remarks>
internal static class ConfigKeyViews
{
    private const string Hidden = "[hidden]";

    /// <summary>Shows a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="prefix">Put before its name.</param>
    public static ConfigKeyInfo Of(ConfigKey key, string prefix = "") => new(
        prefix + key.Name,
        key.Type.ToString().ToUpperInvariant(),
        !key.HasDefault,
        key.HasDefault ? TextOf(key.DefaultValue, key.Type) : null,
        key.Importance.ToString().ToUpperInvariant(),
        key.Documentation,
        key.Group,
        key.OrderInGroup,
        key.Width.ToString().ToUpperInvariant(),
        key.DisplayName,
        key.Dependents);

    /// <summary>Shows what validation found out about a key.</summary>
    /// <param name="value">What it found out.</param>
    /// <param name="type">The key's type; null when nobody defines it.</param>
    /// <param name="prefix">Put before its name.</param>
    public static ConfigValueInfo Of(ConfigValue value, ConfigType? type, string prefix = "") => new(
        prefix + value.Name,
        TextOf(value.Value, type),
        [.. value.RecommendedValues.Select(recommended => ConfigDef.ConvertToString(recommended, type == ConfigType.List ? ConfigType.String : type))],
        value.Errors,
        value.IsVisible);

    private static string? TextOf(object? value, ConfigType? type) =>
        value is Password || (type == ConfigType.Password && value is not null) ? Hidden : ConfigDef.ConvertToString(value, type);
}
