using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connect.Converters.SchemaRegistry.Security;

/// <summary>Reads Java's own store format (JKS), which .NET does not know: trusted certificates, and private keys with their certificates.</summary>
/// <remarks>Big-endian: magic, version, count; each entry a tag, an alias, a time, then a certificate, or a protected key and its chain; at the end a digest over all with the password.</remarks>
internal sealed class JavaKeyStore
{
    private const uint Magic = 0xFEEDFEED;
    private const int KeyEntry = 1;
    private const int TrustedEntry = 2;
    private const int HeadLength = 12;

    private readonly byte[] _bytes;
    private readonly string _keyPassword;
    private readonly X509Certificate2Collection _certificates = [];
    private int _position;

    private JavaKeyStore(byte[] bytes, string keyPassword)
    {
        _bytes = bytes;
        _keyPassword = keyPassword;
    }

    /// <summary>Whether bytes are of this format.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeadLength + JavaKeyProtector.DigestLength && BinaryPrimitives.ReadUInt32BigEndian(bytes) == Magic;

    /// <summary>Reads a store.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="password">The store's password; null leaves its digest unchecked, as Java does.</param>
    /// <param name="keyPassword">The password of private keys; the store's when null.</param>
    /// <exception cref="CryptographicException">The file is damaged, or a password is wrong.</exception>
    public static X509Certificate2Collection Read(byte[] bytes, string? password, string? keyPassword)
    {
        var content = bytes.AsSpan(0, bytes.Length - JavaKeyProtector.DigestLength);
        if (password is not null && !JavaKeyProtector.Digest(password, "Mighty Aphrodite"u8, content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length)))
            throw new CryptographicException("the password is wrong, or the file is damaged");

        var store = new JavaKeyStore(content.ToArray(), keyPassword ?? password ?? "");
        store.ReadEntries();
        return store._certificates;
    }

    private void ReadEntries()
    {
        _position = sizeof(uint);
        var version = Int();
        for (var left = Int(); left > 0; left--)
        {
            var tag = Int();
            SkipText();
            Take(sizeof(long));
            if (tag == KeyEntry)
                ReadKey(version);
            else if (tag == TrustedEntry)
                _certificates.Add(Certificate(version));
            else
                throw new CryptographicException($"an entry of the unknown kind {tag}");
        }
    }

    private void ReadKey(int version)
    {
        var key = JavaKeyProtector.Recover(Take(Int()), _keyPassword);
        var chain = Int();
        for (var i = 0; i < chain; i++)
        {
            var certificate = Certificate(version);
            _certificates.Add(i == 0 ? JavaKeyProtector.Join(certificate, key) : certificate);
        }
    }

    private X509Certificate2 Certificate(int version)
    {
        // Version 1 knew only X.509 and did not say so.
        if (version > 1)
            SkipText();

        return X509CertificateLoader.LoadCertificate(Take(Int()));
    }

    private void SkipText() => Take(BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort))));

    private int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _bytes.Length - _position)
            throw new CryptographicException("the file is cut off or damaged");

        _position += count;
        return _bytes.AsSpan(_position - count, count);
    }
}
