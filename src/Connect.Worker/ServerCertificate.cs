using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connect.WorkerProgram;

/// <summary>Reads the certificate of an HTTPS listener from Kafka Connect's keys.</summary>
/// <remarks>When any key begins with <c>listeners.https.</c>, only those count; else the <c>ssl.*</c> keys do. PKCS12 stores and PEM files are read; a Java key store (JKS) has to be converted.</remarks>
internal static class ServerCertificate
{
    private const string Prefix = "listeners.https.";

    /// <summary>Reads the certificate.</summary>
    /// <exception cref="ConfigException">There is none, or it cannot be read.</exception>
    public static X509Certificate2 Read(IReadOnlyDictionary<string, string?> properties)
    {
        var prefix = properties.Keys.Any(key => key.StartsWith(Prefix, StringComparison.Ordinal)) ? Prefix : "";
        var location = ValueOf("ssl.keystore.location")
            ?? throw new ConfigException(prefix + "ssl.keystore.location", null, "an https listener needs a key store: PKCS12, or PEM with certificate and key.");
        var type = ValueOf("ssl.keystore.type") ?? "JKS";
        try
        {
            return type.ToUpperInvariant() switch
            {
                "PKCS12" => X509CertificateLoader.LoadPkcs12FromFile(location, ValueOf("ssl.keystore.password")),
                "PEM" => ReadPem(location, ValueOf("ssl.key.password")),
                _ => throw new ConfigException(prefix + "ssl.keystore.type", type, "the REST API reads PKCS12 and PEM. Convert the store with: keytool -importkeystore -deststoretype PKCS12"),
            };
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"The key store '{location}' of {prefix}ssl.keystore.location cannot be read: {exception.Message}", exception);
        }

        string? ValueOf(string key) => properties.TryGetValue(prefix + key, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;
    }

    private static X509Certificate2 ReadPem(string location, string? password)
    {
        var text = File.ReadAllText(location);
        return password is null ? X509Certificate2.CreateFromPem(text, text) : X509Certificate2.CreateFromEncryptedPem(text, text, password);
    }
}
