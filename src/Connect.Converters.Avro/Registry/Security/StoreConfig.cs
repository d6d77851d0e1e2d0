namespace Connect.Converters.Avro.Registry.Security;

/// <summary>A key store or trust store: a file, or PEM text in the configuration.</summary>
internal sealed class StoreConfig
{
    private StoreConfig(string name) => Name = name;

    /// <summary>The common prefix of its keys, for messages: <c>schema.registry.ssl.keystore</c>.</summary>
    public string Name { get; }

    /// <summary>The file; null if the configuration contains the PEM text.</summary>
    public string? Location { get; private init; }

    /// <summary>JKS (the default; the file may also be PKCS12), PKCS12 or PEM.</summary>
    public required string Type { get; init; }

    public string? Password { get; private init; }

    /// <summary>The password of the private key, if it differs from the store's.</summary>
    public string? KeyPassword { get; private init; }

    /// <summary>Certificates in PEM form.</summary>
    public string? Certificates { get; private init; }

    /// <summary>The private key in PEM form.</summary>
    public string? Key { get; private init; }

    /// <summary>Creates the configuration of a store that does not belong to the registry client, for example a server's.</summary>
    public static StoreConfig Of(
        string name, string type, string? location, string? password, string? keyPassword, string? certificates, string? key) => new(name)
        {
            Type = type,
            Location = location,
            Password = password,
            KeyPassword = keyPassword,
            Certificates = certificates,
            Key = key,
        };

    /// <summary>Reads the settings of a store; null if there are none.</summary>
    public static StoreConfig? Parse(ClientKeys keys, string prefix, string certificatesKey, string? keyKey)
    {
        var location = keys.Text(prefix + ".location");
        var certificates = keys.Text(certificatesKey);
        var key = keyKey is null ? null : keys.Text(keyKey);
        if (location is null && certificates is null && key is null)
            return null;

        var name = "schema.registry." + prefix;
        var type = keys.Text(prefix + ".type")?.ToUpperInvariant() ?? (location is null ? "PEM" : "JKS");
        if (type is not ("JKS" or "PKCS12" or "PEM"))
            throw new ConfigException(name + ".type", type, "must be JKS, PKCS12 or PEM");

        if (location is not null && (certificates is not null || key is not null))
            throw new ConfigException($"Set either {name}.location or the PEM text of schema.registry.{certificatesKey}, not both.");

        if (location is null && type != "PEM")
            throw new ConfigException(name + ".type", type, "PEM text in the configuration needs type PEM");

        if (keyKey is not null && location is null && (certificates is null || key is null))
            throw new ConfigException($"schema.registry.{keyKey} and schema.registry.{certificatesKey} belong together: one of them is missing.");

        return new StoreConfig(name)
        {
            Location = location,
            Type = type,
            Password = keys.Raw(prefix + ".password"),
            KeyPassword = keys.Raw("ssl.key.password"),
            Certificates = certificates,
            Key = key,
        };
    }
}
