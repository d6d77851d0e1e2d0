namespace Connect.Converters.Avro.Registry.Security;

/// <summary>The TLS settings: <c>schema.registry.ssl.*</c>, with Kafka's names.</summary>
internal sealed class TlsConfig
{
    /// <summary>The client's certificate and key; null for none.</summary>
    public StoreConfig? KeyStore { get; private init; }

    /// <summary>The trusted authorities; null for those of the operating system.</summary>
    public StoreConfig? TrustStore { get; private init; }

    /// <summary>Whether the server's certificate must match the host name. Unlike in Java, this is enabled unless the value is empty or
    /// <c>none</c>.</summary>
    public bool VerifyHostName { get; private init; } = true;

    public static TlsConfig Parse(ClientKeys keys)
    {
        var algorithm = keys.Raw("ssl.endpoint.identification.algorithm")?.Trim();
        return new TlsConfig
        {
            KeyStore = StoreConfig.Parse(keys, "ssl.keystore", "ssl.keystore.certificate.chain", "ssl.keystore.key"),
            TrustStore = StoreConfig.Parse(keys, "ssl.truststore", "ssl.truststore.certificates", null),
            VerifyHostName = algorithm switch
            {
                null => true,
                "" => false,
                _ when algorithm.Equals("none", StringComparison.OrdinalIgnoreCase) => false,
                _ when algorithm.Equals("https", StringComparison.OrdinalIgnoreCase) => true,
                _ => throw new ConfigException("schema.registry.ssl.endpoint.identification.algorithm", algorithm, "must be https, none or empty"),
            },
        };
    }
}
