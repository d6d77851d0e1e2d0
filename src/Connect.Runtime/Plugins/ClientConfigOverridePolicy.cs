using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Runtime.Plugins;

/// <summary>A policy that decides on each setting by its key.</summary>
/// <param name="name">The policy's name, for error messages.</param>
/// <param name="allows">Whether a key may be overridden.</param>
internal sealed class ClientConfigOverridePolicy(string name, Func<string, bool> allows) : IClientConfigOverridePolicy
{
    /// <summary>The key with the list of allowed settings for <see cref="Allowlist"/>.</summary>
    public const string AllowlistKey = "connector.client.config.override.allowlist";

    private static readonly string[] PrincipalKeys = ["sasl.jaas.config", "sasl.mechanism", "security.protocol"];

    /// <summary>Everything may be overridden.</summary>
    public static ClientConfigOverridePolicy All { get; } = new("All", _ => true);

    /// <summary>Nothing may be overridden.</summary>
    public static ClientConfigOverridePolicy None { get; } = new("None", _ => false);

    /// <summary>Only settings about the client's login may be overridden.</summary>
    public static ClientConfigOverridePolicy Principal { get; } = new("Principal", key => PrincipalKeys.Contains(key, StringComparer.Ordinal));

    /// <summary>What the <see cref="Allowlist"/> policy reads.</summary>
    public static ConfigDef AllowlistConfig { get; } = new ConfigDef()
        .Define(
            AllowlistKey, ConfigType.List, "", ConfigImportance.Medium,
            "The client settings that connectors may override.",
            ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: false));

    /// <summary>Only the listed settings may be overridden.</summary>
    /// <param name="config">The worker's configuration, with the list under <see cref="AllowlistKey"/>.</param>
    /// <exception cref="ConfigException">The list is not valid.</exception>
    public static ClientConfigOverridePolicy Allowlist(IReadOnlyDictionary<string, string?> config)
    {
        var allowed = AllowlistConfig.Parse(config).GetList(AllowlistKey).ToHashSet(StringComparer.Ordinal);
        return new ClientConfigOverridePolicy("Allowlist", allowed.Contains);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ConfigValue> Validate(ClientConfigRequest request) =>
        [.. request.Properties.Select(property => Judge(property.Key, property.Value))];

    private ConfigValue Judge(string key, object? value)
    {
        var judged = new ConfigValue(key) { Value = value };
        if (!allows(key))
            judged.AddError($"The '{name}' policy does not allow '{key}' to be overridden in the connector configuration.");
        return judged;
    }
}
