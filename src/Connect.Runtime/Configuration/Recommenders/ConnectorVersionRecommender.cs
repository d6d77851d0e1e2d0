using Connect.Configuration;

namespace Connect.Runtime.Configuration.Recommenders;

/// <summary>Suggests the versions that are here of the connector's class.</summary>
internal sealed class ConnectorVersionRecommender(PluginClasses plugins) : IConfigRecommender
{
    public IReadOnlyList<object?> GetValidValues(string name, IReadOnlyDictionary<string, object?> parsedConfig) =>
        plugins.TryFindConnector(parsedConfig.GetValueOrDefault(ConnectorKeys.ConnectorClass) as string, out var connector)
            ? plugins.VersionsOf(connector)
            : [];

    public bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsedConfig) =>
        parsedConfig.GetValueOrDefault(ConnectorKeys.ConnectorClass) is not null;
}
