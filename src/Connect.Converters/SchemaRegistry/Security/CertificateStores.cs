using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connect.Converters.SchemaRegistry.Security;

/// <summary>Loads key stores and trust stores: PKCS12 and PEM; JKS is told apart and refused with a remedy.</summary>
internal static class CertificateStores
{
    /// <summary>The client's certificate with its key, and the certificates that go with it.</summary>
    /// <exception cref="ConfigException">The store cannot be read, or has no private key.</exception>
    public static X509Certificate2Collection LoadKeyStore(StoreConfig store)
    {
        try
        {
            var certificates = store.Type == "PEM" ? PemKeyStore(store) : Pkcs12(store);
            if (!certificates.Any(certificate => certificate.HasPrivateKey))
                throw new ConfigException($"{store.Name} holds no private key.");

            return certificates;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(store, exception);
        }
    }

    /// <summary>The authorities to trust.</summary>
    /// <exception cref="ConfigException">The store cannot be read, or holds no certificate.</exception>
    public static X509Certificate2Collection LoadTrustStore(StoreConfig store)
    {
        try
        {
            X509Certificate2Collection certificates = [];
            if (store.Type == "PEM")
                certificates.ImportFromPem(store.Certificates ?? File.ReadAllText(store.Location!));
            else
                certificates = Pkcs12(store);

            return certificates.Count > 0 ? certificates : throw new ConfigException($"{store.Name} holds no certificate.");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(store, exception);
        }
    }

    private static X509Certificate2Collection PemKeyStore(StoreConfig store)
    {
        var text = store.Location is null ? null : File.ReadAllText(store.Location);
        var chain = text ?? store.Certificates!;
        var key = text ?? store.Key!;
        var password = store.KeyPassword ?? store.Password;
        using var ephemeral = key.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPem(chain, key, password)
            : X509Certificate2.CreateFromPem(chain, key);

        // A key that lives in memory only cannot be used for TLS on Windows: a round trip through PKCS12 makes it a stored one.
        var own = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
        X509Certificate2Collection all = [];
        all.ImportFromPem(chain);
        X509Certificate2Collection result = [own];
        foreach (var other in all.Where(certificate => certificate.Thumbprint != own.Thumbprint))
            result.Add(other);

        return result;
    }

    private static X509Certificate2Collection Pkcs12(StoreConfig store)
    {
        var bytes = File.ReadAllBytes(store.Location!);
        if (IsJks(bytes))
        {
            throw new ConfigException(
                $"{store.Name}.location is a JKS file, which .NET cannot read. Convert it: keytool -importkeystore -srckeystore old.jks -destkeystore new.p12 -deststoretype PKCS12, "
                + $"and set {store.Name}.type=PKCS12; or use PEM.");
        }

        return X509CertificateLoader.LoadPkcs12Collection(bytes, store.Password);
    }

    // The magic number of Java's own store format; JCEKS has another one.
    private static bool IsJks(byte[] bytes) =>
        bytes.Length > 4 && (BinaryPrimitives.ReadUInt32BigEndian(bytes) is 0xFEEDFEED or 0xCECECECE);

    private static ConfigException Unreadable(StoreConfig store, Exception exception) =>
        new($"{store.Name} ({store.Type}{(store.Location is null ? "" : ", " + store.Location)}) cannot be read: {exception.Message}", exception);
}
