using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>What the worker has to say about a connector's configuration beside its definitions: a distributed worker checks exactly-once and group
/// names.</summary>
internal interface IConnectorConfigCheck
{
    /// <summary>Whether the worker's sources read their offsets with a consumer of their own, whose settings can then be overridden.</summary>
    bool SourcesHaveConsumers { get; }

    /// <summary>Puts what is wrong on the keys that it is about.</summary>
    /// <param name="connector">The connector, never started.</param>
    /// <param name="config">Its configuration, with variables resolved.</param>
    /// <param name="result">What the definitions have found out so far.</param>
    void Check(IConnector connector, IReadOnlyDictionary<string, string?> config, ConfigValidationResult result);
}
