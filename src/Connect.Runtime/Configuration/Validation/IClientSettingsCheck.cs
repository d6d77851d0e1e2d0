using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>Finds out, before a connector is stored, whether its clients could be made with what it overrides.</summary>
internal interface IClientSettingsCheck
{
    /// <summary>Checks the settings of one client, those of the worker with the connector's over them.</summary>
    /// <param name="kind">Source or sink.</param>
    /// <param name="client">The client.</param>
    /// <param name="config">The connector's configuration, with variables resolved.</param>
    /// <returns>What is wrong, each with the overridden key that it is about, without its prefix. What only the worker's settings are to blame for is
    /// not among it.</returns>
    IEnumerable<(string Key, string Error)> Check(PluginKind kind, ConfiguredClient client, IReadOnlyDictionary<string, string?> config);
}
