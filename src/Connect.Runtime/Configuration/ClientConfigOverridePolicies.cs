using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Configuration;

/// <summary>Creates the policy that <c>connector.client.config.override.policy</c> names.</summary>
internal static class ClientConfigOverridePolicies
{
    private const string Package = "org.apache.kafka.connect.connector.policy.";
    private const string Suffix = "ConnectorClientConfigOverridePolicy";

    /// <summary>Creates the policy: one of Kafka Connect's by its short or full name, or a plugin.</summary>
    /// <param name="worker">The worker's configuration, with variables resolved.</param>
    /// <param name="plugins">The worker's plugins.</param>
    /// <exception cref="ConfigException">There is no such policy.</exception>
    public static IClientConfigOverridePolicy Create(IReadOnlyDictionary<string, string?> worker, PluginRegistry plugins)
    {
        var name = worker.GetValueOrDefault(WorkerKeys.ConnectorClientConfigOverridePolicy)?.Trim();
        return ShortName(name) switch
        {
            null or "" or "All" => ClientConfigOverridePolicy.All,
            "None" => ClientConfigOverridePolicy.None,
            "Principal" => ClientConfigOverridePolicy.Principal,
            "Allowlist" => ClientConfigOverridePolicy.Allowlist(worker),
            _ => plugins.Create<IClientConfigOverridePolicy>(PluginKind.ClientConfigOverridePolicy, name!, worker),
        };
    }

    private static string? ShortName(string? name)
    {
        if (name is not null && name.StartsWith(Package, StringComparison.Ordinal))
            name = name[Package.Length..];
        return name is not null && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }
}
