using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Runtime.Configuration.Recommenders;

/// <summary>Suggests the classes of a kind of plugins.</summary>
internal sealed class PluginClassRecommender(PluginKind kind, PluginClasses plugins) : IConfigRecommender
{
    public IReadOnlyList<object?> GetValidValues(string name, IReadOnlyDictionary<string, object?> parsedConfig) => plugins.ClassesOf(kind);

    public bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsedConfig) => true;
}
