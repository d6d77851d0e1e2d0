using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.JavaCompatibility.KeyStores;

namespace Connect.Converters.Avro.Registry.Security;

/// <summary>Loads key stores and trust stores: PEM, PKCS12 and JKS. Type JKS also accepts a PKCS12 file, as in Java.</summary>
internal static class CertificateStores
{
    /// <summary>Loads the client's certificate with its key, and the certificates of its issuers.</summary>
    /// <exception cref="ConfigException">The store cannot be read, or contains no private key.</exception>
    public static X509Certificate2Collection LoadKeyStore(StoreConfig store)
    {
        try
        {
            var certificates = store.Type == "PEM"
                ? PemKeyStore(store) : KeyStoreFile.ReadKeyChain(File.ReadAllBytes(store.Location!), store.Password, store.KeyPassword);
            if (!certificates.Any(certificate => certificate.HasPrivateKey))
                throw new ConfigException($"{store.Name} contains no private key.");

            return certificates;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(store, exception);
        }
    }

    /// <summary>Loads the trusted certificates.</summary>
    /// <exception cref="ConfigException">The store cannot be read, or contains no certificate.</exception>
    public static X509Certificate2Collection LoadTrustStore(StoreConfig store)
    {
        try
        {
            X509Certificate2Collection certificates = [];
            if (store.Type == "PEM")
                certificates.ImportFromPem(store.Certificates ?? File.ReadAllText(store.Location!));
            else
                certificates = KeyStoreFile.ReadTrusted(File.ReadAllBytes(store.Location!), store.Password);

            return certificates.Count > 0 ? certificates : throw new ConfigException($"{store.Name} contains no certificate.");
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

        var own = JavaKeyProtector.Stored(ephemeral);
        X509Certificate2Collection all = [];
        all.ImportFromPem(chain);
        X509Certificate2Collection result = [own];
        foreach (var other in all.Where(certificate => certificate.Thumbprint != own.Thumbprint))
            result.Add(other);

        return result;
    }

    private static ConfigException Unreadable(StoreConfig store, Exception exception) =>
        new($"{store.Name} ({store.Type}{(store.Location is null ? "" : ", " + store.Location)}) cannot be read: {exception.Message}", exception);
}
