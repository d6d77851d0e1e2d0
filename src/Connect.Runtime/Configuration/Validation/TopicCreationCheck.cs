using Connect.Configuration;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>Finds settings of topic creation that are missing or not valid.</summary>
/// <remarks>In Kafka Connect validation says nothing of them; creating the connector fails.</remarks>
internal static class TopicCreationCheck
{
    /// <summary>Reads the settings as the connector's tasks do.</summary>
    /// <param name="config">The connector's configuration, with variables resolved.</param>
    /// <param name="plugins">The plugins of the worker.</param>
    /// <returns>Kafka Connect's text; null where the settings are right, or there are none.</returns>
    public static string? Find(IReadOnlyDictionary<string, string?> config, PluginClasses plugins)
    {
        try
        {
            TopicCreationGroups.Read(config, plugins);
            return null;
        }
        catch (ConfigException e)
        {
            return e.Message;
        }
    }
}
