using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connect.JavaCompatibility.KeyStores;

/// <summary>Reads binary key stores and trust stores: JKS, Java's own format, and PKCS12. The file says which it is, as in Java.</summary>
internal static class KeyStoreFile
{
    private const uint Jceks = 0xCECECECE;

    /// <summary>The private key of a store with its own certificates: first the one that belongs to the key, then its issuers. Other certificates of
    /// the store are left out.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="password">The store's password; null leaves the digest of a JKS file unchecked, as Java does.</param>
    /// <param name="keyPassword">The key's password; the store's when null.</param>
    /// <returns>Empty when the store has no private key.</returns>
    /// <exception cref="CryptographicException">The file is damaged or of a kind that cannot be read, or a password is wrong.</exception>
    public static X509Certificate2Collection ReadKeyChain(byte[] bytes, string? password, string? keyPassword)
    {
        if (JavaKeyStore.Recognizes(bytes))
            return JavaKeyStore.Read(bytes, password).ReadKeyChain(keyPassword ?? password ?? "");
        var all = ReadPkcs12(bytes, password);
        if (all.FirstOrDefault(certificate => certificate.HasPrivateKey) is not { } own)
            return [];
        X509Certificate2Collection chain = [own];
        for (var last = own; !IsSelfIssued(last); last = chain[^1])
        {
            var issuer = last.IssuerName.RawData;
            if (all.FirstOrDefault(
                candidate => !chain.Contains(candidate) && candidate.SubjectName.RawData.AsSpan().SequenceEqual(issuer)) is not { } next)
                break;
            chain.Add(next);
        }

        return chain;
    }

    /// <summary>The certificates that a trust store trusts.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="password">The store's password; null leaves the digest of a JKS file unchecked, as Java does.</param>
    /// <exception cref="CryptographicException">The file is damaged or of a kind that cannot be read, or the password is wrong.</exception>
    public static X509Certificate2Collection ReadTrusted(byte[] bytes, string? password) =>
        JavaKeyStore.Recognizes(bytes) ? JavaKeyStore.Read(bytes, password).Trusted : ReadPkcs12(bytes, password);

    private static X509Certificate2Collection ReadPkcs12(byte[] bytes, string? password)
    {
        if (bytes.Length > sizeof(uint) && BinaryPrimitives.ReadUInt32BigEndian(bytes) == Jceks)
        {
            throw new CryptographicException(
                "a JCEKS file cannot be read here; convert it: keytool -importkeystore -srckeystore old.jceks -destkeystore new.p12 "
                    + "-deststoretype PKCS12");
        }

        return X509CertificateLoader.LoadPkcs12Collection(bytes, password, X509KeyStorageFlags.Exportable);
    }

    private static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
