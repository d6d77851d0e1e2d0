using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Connect.JavaCompatibility.KeyStores;

/// <summary>The protection of private keys in a JKS file: the key XOR a chain of SHA-1 digests over the password, with a digest at its end to tell a
/// wrong password.</summary>
internal static class JavaKeyProtector
{
    public const int DigestLength = SHA1.HashSizeInBytes;

    /// <summary>SHA-1 over a password as Java's characters and some bytes.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The file format prescribes it.")]
    public static byte[] Digest(string password, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        digest.AppendData(Encoding.BigEndianUnicode.GetBytes(password));
        digest.AppendData(first);
        digest.AppendData(second);
        return digest.GetHashAndReset();
    }

    /// <summary>The private key in PKCS#8 form.</summary>
    /// <exception cref="CryptographicException">The password is wrong, or the data damaged.</exception>
    public static byte[] Recover(ReadOnlySpan<byte> encoded, string password)
    {
        var data = Encrypted(encoded);
        if (data.Length < 2 * DigestLength)
            throw new CryptographicException("a private key is cut off");

        var key = data[DigestLength..^DigestLength];
        var link = data[..DigestLength];
        for (var i = 0; i < key.Length; i++)
        {
            if (i % DigestLength == 0)
                link = Digest(password, link);

            key[i] ^= link[i % DigestLength];
        }

        return Digest(password, key).AsSpan().SequenceEqual(data.AsSpan(data.Length - DigestLength))
            ? key
            : throw new CryptographicException("the password of a private key is wrong (ssl.key.password)");
    }

    /// <summary>A certificate together with its private key.</summary>
    /// <exception cref="CryptographicException">The key is of another kind than RSA or elliptic curves, or not the certificate's.</exception>
    public static X509Certificate2 Join(X509Certificate2 certificate, byte[] key)
    {
        if (certificate.GetRSAPublicKey() is not null)
        {
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(key, out _);
            return Stored(certificate.CopyWithPrivateKey(rsa));
        }

        using var curve = ECDsa.Create();
        curve.ImportPkcs8PrivateKey(key, out _);
        return Stored(certificate.CopyWithPrivateKey(curve));
    }

    /// <summary>A certificate whose key TLS can use everywhere: on Windows one that lives in memory only cannot be used, a round trip through PKCS12
    /// helps.</summary>
    public static X509Certificate2 Stored(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);

    // EncryptedPrivateKeyInfo: the name of the protection, which can only be Java's, and the data.
    private static byte[] Encrypted(ReadOnlySpan<byte> encoded)
    {
        try
        {
            var reader = new AsnReader(encoded.ToArray(), AsnEncodingRules.BER).ReadSequence();
            reader.ReadSequence();
            return reader.ReadOctetString();
        }
        catch (AsnContentException exception)
        {
            throw new CryptographicException("a private key is damaged", exception);
        }
    }
}
