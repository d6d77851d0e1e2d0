using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>Java's key and trust stores. Types PEM and PKCS12 work; a JKS file has to be converted.</summary>
internal static class KeyStoreTranslation
{
    private static readonly byte[] JksMark = [0xFE, 0xED, 0xFE, 0xED];

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
        const string Key = "ssl.keystore.location";
        if (draft.Text(Key) is not { Length: > 0 } file)
            return;
        if (IsPem(draft.Text("ssl.keystore.type")))
        {
            draft.Set("ssl.key.location", file, Key);
            draft.Set("ssl.certificate.location", file, Key);
            return;
        }

        RefuseJks(Key, file);
        draft.Set(Key, file, Key);
        if (draft.Config.Get("ssl.keystore.password") is { } password)
            draft.Set("ssl.keystore.password", password, "ssl.keystore.password");
    }

    private static void ApplyTrustStore(TranslationDraft draft)
    {
        const string Key = "ssl.truststore.location";
        if (draft.Text(Key) is not { Length: > 0 } file)
            return;
        if (IsPem(draft.Text("ssl.truststore.type")))
        {
            draft.Set("ssl.ca.location", file, Key);
            return;
        }

        RefuseJks(Key, file);
        try
        {
            var certificates = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, draft.Config.Get("ssl.truststore.password"));
            draft.Set("ssl.ca.pem", certificates.ExportCertificatePems(), Key);
        }
        catch (CryptographicException e)
        {
            throw new ConfigException($"Invalid value {file} for configuration {Key}: the PKCS12 store cannot be read: {e.Message}", e);
        }
    }

    private static bool IsPem(string? type) => string.Equals(type, "PEM", StringComparison.OrdinalIgnoreCase);

    private static void RefuseJks(string key, string file)
    {
        Span<byte> start = stackalloc byte[JksMark.Length];
        try
        {
            using var stream = File.OpenRead(file);
            if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.SequenceEqual(JksMark))
                return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"Invalid value {file} for configuration {key}: {e.Message}", e);
        }

        throw new ConfigException(
            key, file, "A JKS file is Java's own. Convert it: keytool -importkeystore -srckeystore OLD -destkeystore NEW -deststoretype PKCS12");
    }
}
