using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.JavaCompatibility.KeyStores;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>Java's key and trust stores: PEM, PKCS12 and JKS. What librdkafka cannot read itself is read here and handed over as PEM.</summary>
internal static class KeyStoreTranslation
{
    private const string KeyStore = "ssl.keystore";
    private const string TrustStore = "ssl.truststore";

    /// <summary>Translates.</summary>
    /// <param name="draft">The translation.</param>
    /// <exception cref="ConfigException">A store cannot be read.</exception>
    public static void Apply(TranslationDraft draft)
    {
        ApplyKeyStore(draft);
        ApplyTrustStore(draft);
    }

    private static void ApplyKeyStore(TranslationDraft draft)
    {
        const string Key = KeyStore + ".location";
        if (draft.Text(Key) is not { Length: > 0 } file)
            return;
        if (IsPem(draft, KeyStore))
        {
            draft.Set("ssl.key.location", file, Key);
            draft.Set("ssl.certificate.location", file, Key);
        }
        else
        {
            var chain = Read(
                KeyStore, file, bytes =>
                    KeyStoreFile.ReadKeyChain(bytes, draft.Config.Get(KeyStore + ".password"), draft.Config.Get("ssl.key.password")));
            if (chain.Count == 0)
                throw new ConfigException(Key, file, "The key store has no private key.");
            draft.Set("ssl.certificate.pem", chain.ExportCertificatePems(), Key);
            draft.Set("ssl.key.pem", PrivateKeyPem(chain[0]), Key);
            draft.Remove("ssl.key.password");
        }
    }

    private static void ApplyTrustStore(TranslationDraft draft)
    {
        const string Key = TrustStore + ".location";
        if (draft.Text(Key) is not { Length: > 0 } file)
            return;
        if (IsPem(draft, TrustStore))
        {
            draft.Set("ssl.ca.location", file, Key);
            return;
        }

        var trusted = Read(TrustStore, file, bytes => KeyStoreFile.ReadTrusted(bytes, draft.Config.Get(TrustStore + ".password")));
        draft.Set("ssl.ca.pem", trusted.ExportCertificatePems(), Key);
    }

    private static bool IsPem(TranslationDraft draft, string store) =>
        string.Equals(draft.Text(store + ".type"), "PEM", StringComparison.OrdinalIgnoreCase);

    private static X509Certificate2Collection Read(string store, string file, Func<byte[], X509Certificate2Collection> read)
    {
        try
        {
            return read(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ConfigException($"Invalid value {file} for configuration {store}.location: {e.Message}", e);
        }
    }

    private static string PrivateKeyPem(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? key = certificate.GetRSAPrivateKey() is { } rsa ? rsa : certificate.GetECDsaPrivateKey();
        return (key ?? throw new ConfigException(KeyStore + ".location", "[hidden]", "Only RSA and EC keys are supported."))
            .ExportPkcs8PrivateKeyPem();
    }
}
