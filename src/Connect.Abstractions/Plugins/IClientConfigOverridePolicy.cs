using Connect.Configuration;

namespace Connect.Plugins;

/// <summary>Says which client settings connectors may override (<c>producer.override.*</c>, <c>consumer.override.*</c>, <c>admin.override.*</c>).</summary>
/// <remarks>
/// One instance serves a worker; it is asked at each validation and at each start of a connector or task, from several threads at once.
/// Corresponds to <c>org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy</c>.
/// </remarks>
public interface IClientConfigOverridePolicy
{
    /// <summary>Judges settings.</summary>
    /// <param name="request">What is to be overridden.</param>
    /// <returns>One value a setting; one with an error is refused.</returns>
    IReadOnlyList<ConfigValue> Validate(ClientConfigRequest request);
}
