using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connect.JavaCompatibility.KeyStores;

/// <summary>Reads Java's own store format (JKS), which .NET does not know: trusted certificates, and private keys with their certificates.</summary>
/// <remarks>Big-endian: magic, version, count; each entry a tag, an alias, a time, then a certificate, or a protected key and its chain; at the end a
/// digest over all with the password.</remarks>
internal sealed class JavaKeyStore
{
    private const uint Magic = 0xFEEDFEED;
    private const int KeyEntry = 1;
    private const int TrustedEntry = 2;
    private const int HeadLength = 12;

    private readonly byte[] _bytes;
    private readonly List<ReadOnlyMemory<byte>> _keys = [];
    private readonly List<X509Certificate2Collection> _chains = [];
    private int _position;

    private JavaKeyStore(byte[] bytes) => _bytes = bytes;

    /// <summary>The trusted certificates: those of entries for certificates, and the first of each key's chain, as Java's <c>TrustStoreUtil</c>
    /// counts them.</summary>
    public X509Certificate2Collection Trusted { get; } = [];

    /// <summary>Whether bytes are of this format.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeadLength + JavaKeyProtector.DigestLength && BinaryPrimitives.ReadUInt32BigEndian(bytes) == Magic;

    /// <summary>Reads a store. Its private keys stay protected until <see cref="ReadKeyChain"/>.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="password">The store's password; null leaves its digest unchecked, as Java does.</param>
    /// <exception cref="CryptographicException">The file is damaged, or the password is wrong.</exception>
    public static JavaKeyStore Read(byte[] bytes, string? password)
    {
        var content = bytes.AsSpan(0, bytes.Length - JavaKeyProtector.DigestLength);
        if (password is not null
            && !JavaKeyProtector.Digest(password, "Mighty Aphrodite"u8, content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length)))
            throw new CryptographicException("the password is wrong, or the file is damaged");

        var store = new JavaKeyStore(content.ToArray());
        store.ReadEntries();
        return store;
    }

    /// <summary>The first private key with its own certificates: first the one that belongs to the key, then its issuers.</summary>
    /// <param name="keyPassword">The key's password.</param>
    /// <returns>Empty when the store has no private key.</returns>
    /// <exception cref="CryptographicException">The key is damaged, or its password is wrong.</exception>
    public X509Certificate2Collection ReadKeyChain(string keyPassword)
    {
        if (_keys.Count == 0)
            return [];
        var key = JavaKeyProtector.Recover(_keys[0].Span, keyPassword);
        if (_chains[0].Count == 0)
            throw new CryptographicException("a private key has no certificate");
        return [JavaKeyProtector.Join(_chains[0][0], key), .. _chains[0].Skip(1)];
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
                Trusted.Add(Certificate(version));
            else
                throw new CryptographicException($"an entry of the unknown kind {tag}");
        }
    }

    private void ReadKey(int version)
    {
        _keys.Add(Take(Int()).ToArray());
        X509Certificate2Collection chain = [];
        for (var left = Int(); left > 0; left--)
            chain.Add(Certificate(version));
        _chains.Add(chain);
        if (chain.Count > 0)
            Trusted.Add(chain[0]);
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
