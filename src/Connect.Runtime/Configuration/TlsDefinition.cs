using Connect.Configuration;

namespace Connect.Runtime.Configuration;

/// <summary>The TLS settings of a client, in the order of <c>org.apache.kafka.common.config.SslConfigs</c>.</summary>
internal static class TlsDefinition
{
    public static ConfigDef DefineTls(this ConfigDef definition) =>
        definition
            .Define("ssl.protocol", ConfigType.String, "TLSv1.3", ConfigImportance.Medium, "The TLS version.")
            .Define("ssl.provider", ConfigType.String, null, ConfigImportance.Medium, "The security provider for TLS connections.")
            .Define(
                "ssl.cipher.suites", ConfigType.List, "", ConfigImportance.Low,
                "The cipher suites allowed; empty for all available ones.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: false))
            .Define(
                "ssl.enabled.protocols", ConfigType.List, "TLSv1.2,TLSv1.3", ConfigImportance.Medium,
                "The TLS versions allowed.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: false))
            .Define("ssl.keystore.type", ConfigType.String, "JKS", ConfigImportance.Medium, "The format of the key store.")
            .Define("ssl.keystore.location", ConfigType.String, null, ConfigImportance.High, "The file with the key store.")
            .Define("ssl.keystore.password", ConfigType.Password, null, ConfigImportance.High, "The password of the key store.")
            .Define("ssl.key.password", ConfigType.Password, null, ConfigImportance.High, "The password of the private key.")
            .Define("ssl.keystore.key", ConfigType.Password, null, ConfigImportance.High, "The private key, as PEM.")
            .Define("ssl.keystore.certificate.chain", ConfigType.Password, null, ConfigImportance.High, "The certificate chain, as PEM.")
            .Define("ssl.truststore.certificates", ConfigType.Password, null, ConfigImportance.High, "The trusted certificates, as PEM.")
            .Define("ssl.truststore.type", ConfigType.String, "JKS", ConfigImportance.Medium, "The format of the trust store.")
            .Define("ssl.truststore.location", ConfigType.String, null, ConfigImportance.High, "The file with the trust store.")
            .Define("ssl.truststore.password", ConfigType.Password, null, ConfigImportance.High, "The password of the trust store.")
            .Define("ssl.keymanager.algorithm", ConfigType.String, "SunX509", ConfigImportance.Low, "The algorithm of the key manager.")
            .Define("ssl.trustmanager.algorithm", ConfigType.String, "PKIX", ConfigImportance.Low, "The algorithm of the trust manager.")
            .Define(
                "ssl.endpoint.identification.algorithm", ConfigType.String, "https", ConfigImportance.Low,
                "How to check the server's host name against its certificate; empty for no check.")
            .Define("ssl.secure.random.implementation", ConfigType.String, null, ConfigImportance.Low, "The random number generator for TLS.")
            .Define("ssl.engine.factory.class", ConfigType.Class, null, ConfigImportance.Low, "The class that creates TLS engines.");
}
