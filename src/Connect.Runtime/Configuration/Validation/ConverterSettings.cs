using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>Validates the settings of the converters that a connector names itself. Those of the worker are not its business.</summary>
/// <param name="plugins">The plugins of the worker.</param>
internal sealed class ConverterSettings(PluginClasses plugins)
{
    private const string TypeKey = "converter.type";

    /// <summary>Validates all three.</summary>
    /// <param name="name">The connector's class.</param>
    /// <param name="config">The connector's configuration, with variables resolved.</param>
    /// <param name="result">What is known of the connector's keys; a version that is not here is added to it.</param>
    /// <returns>One part for each converter whose settings could be looked at.</returns>
    public IReadOnlyList<ConfigInfos> Validate(string name, IReadOnlyDictionary<string, string?> config, ConfigValidationResult result) =>
    [
        .. new[]
        {
            Validate(name, config, result, ConnectorKeys.HeaderConverter, PluginKind.HeaderConverter, "header"),
            Validate(name, config, result, ConnectorKeys.KeyConverter, PluginKind.Converter, "key"),
            Validate(name, config, result, ConnectorKeys.ValueConverter, PluginKind.Converter, "value"),
        }.OfType<ConfigInfos>(),
    ];

    private ConfigInfos? Validate(
        string name, IReadOnlyDictionary<string, string?> config, ConfigValidationResult result, string key, PluginKind kind, string type)
    {
        if (config.GetValueOrDefault(key) is not { } className || result[key].Errors.Count > 0 || !plugins.TryFind(kind, className, out var plugin))
            return null;
        var versionKey = key + ConnectorKeys.PluginVersionSuffix;
        if (result[versionKey].Errors.Count > 0
            || Select(plugin, config.GetValueOrDefault(versionKey), result[key], result[versionKey]) is not { } selected)
            return null;
        var prefix = key + ".";
        var settings = config.Where(entry => entry.Key.Length > prefix.Length && entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value, StringComparer.Ordinal);
        settings.TryAdd(TypeKey, type);
        return ConfigInfoWriter.WritePart(name, prefix, selected.Config, selected.Config.Validate(settings, plugins));
    }

    /// <summary>The version that is asked for; null, with errors on both keys, when it is not here.</summary>
    private PluginDescriptor? Select(PluginDescriptor plugin, string? version, ConfigValue ofClass, ConfigValue ofVersion)
    {
        try
        {
            return plugins.Select(plugin, version);
        }
        catch (ConfigException e)
        {
            ofClass.AddError(e.Message);
            ofVersion.AddError(e.Message);
            return null;
        }
    }
}
