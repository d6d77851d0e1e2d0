using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Runtime.Configuration.Recommenders;

/// <summary>Suggests the versions that are here of the class that another key names.</summary>
internal sealed class PluginVersionRecommender(PluginKind kind, string classKey, PluginClasses plugins, bool hideWithoutClass) : IConfigRecommender
{
    public IReadOnlyList<object?> GetValidValues(string name, IReadOnlyDictionary<string, object?> parsedConfig) =>
        plugins.TryFind(kind, ClassIn(parsedConfig), out var plugin) ? plugins.VersionsOf(plugin) : [];

    public bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsedConfig) =>
        !hideWithoutClass || parsedConfig.GetValueOrDefault(classKey) is not null;

    private string? ClassIn(IReadOnlyDictionary<string, object?> config) => (config.GetValueOrDefault(classKey) as ClassReference)?.Name;
}
