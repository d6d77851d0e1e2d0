using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Configuration;
using Connect.JavaCompatibility.KeyStores;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>TLS settings of requests to other workers: the trusted certificates and this worker's own certificate.</summary>
/// <remarks>If any key begins with <c>listeners.https.</c>, only those keys are used, otherwise the <c>ssl.*</c> keys. Stores are PEM, PKCS12 or JKS,
/// in a file or (PEM) in the properties. Without a trust store, the machine's trusted authorities are used. Source:
/// <c>org.apache.kafka.connect.runtime.rest.util.SSLUtils.createClientSideSslContextFactory</c>.</remarks>
internal sealed class LinkTls
{
    private const string ListenerPrefix = "listeners.https.";
    private const string EndpointIdentification = "ssl.endpoint.identification.algorithm";
    private readonly IReadOnlyDictionary<string, string?> _properties;
    private readonly string _prefix;

    private LinkTls(IReadOnlyDictionary<string, string?> properties)
    {
        _properties = properties;
        _prefix = properties.Keys.Any(key => key.StartsWith(ListenerPrefix, StringComparison.Ordinal)) ? ListenerPrefix : "";
    }

    /// <summary>Reads the settings.</summary>
    /// <param name="properties">The worker's properties, with variables resolved.</param>
    /// <exception cref="ConfigException">A store cannot be read, or a value is unknown.</exception>
    public static SslClientAuthenticationOptions Parse(IReadOnlyDictionary<string, string?> properties) => new LinkTls(properties).Make();

    private SslClientAuthenticationOptions Make()
    {
        var options = new SslClientAuthenticationOptions { EnabledSslProtocols = Protocols() };
        if (Trusted() is { } trusted)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        // An empty value disables the host name check, as in Java.
        if (_properties.TryGetValue(_prefix + EndpointIdentification, out var algorithm) && string.IsNullOrWhiteSpace(algorithm))
            options.RemoteCertificateValidationCallback = (_, _, _, errors) =>
                (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
        if (KeyChain() is { } chain)
        {
            var own = chain.First(certificate => certificate.HasPrivateKey);
            options.ClientCertificateContext =
                SslStreamCertificateContext.Create(own, [.. chain.Where(certificate => certificate.Thumbprint != own.Thumbprint)], offline: true);
        }

        return options;
    }

    private SslProtocols Protocols()
    {
        var protocols = SslProtocols.None;
        foreach (var name in (Text("ssl.enabled.protocols") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            protocols |= name switch
            {
                "TLSv1.2" => SslProtocols.Tls12,
                "TLSv1.3" => SslProtocols.Tls13,
                _ => throw new ConfigException(_prefix + "ssl.enabled.protocols", name, "Must be TLSv1.2 or TLSv1.3."),
            };
        }

        return protocols;
    }

    private X509Certificate2Collection? Trusted()
    {
        const string Store = "ssl.truststore";
        var (location, pem) = (Text(Store + ".location"), Text(Store + ".certificates"));
        if (location is null && pem is null)
            return null;
        return Read(Store, location, () =>
        {
            if (location is not null && !IsPem(Store))
                return KeyStoreFile.ReadTrusted(File.ReadAllBytes(location), Text(Store + ".password"));
            X509Certificate2Collection certificates = [];
            certificates.ImportFromPem(pem ?? File.ReadAllText(location!));
            return certificates;
        });
    }

    private X509Certificate2Collection? KeyChain()
    {
        const string Store = "ssl.keystore";
        var (location, pem) = (Text(Store + ".location"), Text(Store + ".certificate.chain"));
        if (location is null && pem is null)
            return null;
        var password = Text(Store + ".password");
        var keyPassword = Text("ssl.key.password");
        var chain = Read(Store, location, () => location is null || IsPem(Store)
            ? ReadPem(location is null ? pem! : File.ReadAllText(location), location is null ? Text(Store + ".key") : null, keyPassword ?? password)
            : KeyStoreFile.ReadKeyChain(File.ReadAllBytes(location), password, keyPassword));
        return chain.Any(certificate => certificate.HasPrivateKey) ? chain : throw new ConfigException($"{_prefix}{Store} contains no private key.");
    }

    private static X509Certificate2Collection ReadPem(string chain, string? key, string? password)
    {
        key ??= chain;
        using var ephemeral = key.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPem(chain, key, password)
            : X509Certificate2.CreateFromPem(chain, key);
        X509Certificate2Collection all = [];
        all.ImportFromPem(chain);
        X509Certificate2Collection result = [JavaKeyProtector.Stored(ephemeral)];
        foreach (var other in all.Where(certificate => certificate.Thumbprint != ephemeral.Thumbprint))
            result.Add(other);
        return result;
    }

    private X509Certificate2Collection Read(string store, string? location, Func<X509Certificate2Collection> read)
    {
        try
        {
            var certificates = read();
            return certificates.Count > 0 ? certificates : throw new ConfigException($"{_prefix}{store} contains no certificate.");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigException($"{_prefix}{store}{(location is null ? "" : $" ({location})")} cannot be read: {e.Message}", e);
        }
    }

    private bool IsPem(string store) => "PEM".Equals(Text(store + ".type"), StringComparison.OrdinalIgnoreCase);

    private string? Text(string key) =>
        _properties.TryGetValue(_prefix + key, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
