namespace Connect.Runtime.Kafka.Translation;

/// <summary>Tells which keys hold secrets.</summary>
internal static class SecretKeys
{
    private static readonly string[] Marks =
        ["password", "passphrase", "secret", "jaas", "keystore.key", "key.pem", "ssl_key", "token", "oauthbearer.config"];

    /// <summary>Whether a key's value may not be shown.</summary>
    /// <param name="key">Java's or librdkafka's key.</param>
    public static bool Contains(string key) => !key.EndsWith("token.endpoint.url", StringComparison.Ordinal)
        && Array.Exists(Marks, mark => key.Contains(mark, StringComparison.OrdinalIgnoreCase));
}
