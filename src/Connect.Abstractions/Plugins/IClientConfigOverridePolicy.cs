using Connect.Configuration;

namespace Connect.Plugins;

/// <summary>Decides which client settings connectors may override (<c>producer.override.*</c>, <c>consumer.override.*</c>,
/// <c>admin.override.*</c>).</summary>
/// <remarks>One instance serves a worker. It is called at each validation and each start of a connector or task, possibly concurrently. Corresponds
/// to <c>org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy</c>.</remarks>
public interface IClientConfigOverridePolicy
{
    /// <summary>Checks settings.</summary>
    /// <param name="request">The settings to override.</param>
    /// <returns>One value for each setting; a setting with an error is refused.</returns>
    IReadOnlyList<ConfigValue> Validate(ClientConfigRequest request);
}
