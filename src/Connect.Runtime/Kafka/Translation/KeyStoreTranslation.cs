using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Converters.SchemaRegistry.Security;

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
        else if (Read(draft, KeyStore, file) is { } jks)
        {
            var owner = jks.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new ConfigException(Key, file, "The store holds no private key.");
            draft.Set("ssl.certificate.pem", string.Join('\n', jks.Select(certificate => certificate.ExportCertificatePem())), Key);
            draft.Set("ssl.key.pem", PrivateKeyPem(owner), Key);
            draft.Remove("ssl.key.password");
        }
        else
        {
            draft.Set(Key, file, Key);
            if (draft.Config.Get(KeyStore + ".password") is { } password)
                draft.Set(KeyStore + ".password", password, KeyStore + ".password");
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

        try
        {
            var certificates = Read(draft, TrustStore, file) ?? X509CertificateLoader.LoadPkcs12CollectionFromFile(file, draft.Config.Get(TrustStore + ".password"));
            draft.Set("ssl.ca.pem", certificates.ExportCertificatePems(), Key);
        }
        catch (CryptographicException e)
        {
            throw Unreadable(Key, file, e);
        }
    }

    private static bool IsPem(TranslationDraft draft, string store) => string.Equals(draft.Text(store + ".type"), "PEM", StringComparison.OrdinalIgnoreCase);

    // As in Java, the file says what it is: a store of type JKS may hold PKCS12.
    private static X509Certificate2Collection? Read(TranslationDraft draft, string store, string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            return JavaKeyStore.Recognizes(bytes) ? JavaKeyStore.Read(bytes, draft.Config.Get(store + ".password"), draft.Config.Get("ssl.key.password")) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unreadable(store + ".location", file, e);
        }
    }

    private static string PrivateKeyPem(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? key = certificate.GetRSAPrivateKey() is { } rsa ? rsa : certificate.GetECDsaPrivateKey();
        return (key ?? throw new ConfigException(KeyStore + ".location", "[hidden]", "Only RSA and EC keys are known.")).ExportPkcs8PrivateKeyPem();
    }

    private static ConfigException Unreadable(string key, string file, Exception e) => new($"Invalid value {file} for configuration {key}: {e.Message}", e);
}
