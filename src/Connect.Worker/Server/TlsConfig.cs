using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Connect.Configuration;
using Connect.Converters.Avro.Registry.Security;
using Connect.Runtime.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Connect.WorkerProgram.Server;

/// <summary>TLS of https listeners: the server's certificate, the protocols and cipher suites, and whether clients need a certificate.</summary>
/// <remarks>If any key begins with the listeners' prefix, only those keys are used, otherwise the <c>ssl.*</c> keys. Key stores are PEM, PKCS12 or
/// JKS, in a file or (PEM) in the properties themselves.</remarks>
internal sealed class TlsConfig
{
    private readonly IReadOnlyDictionary<string, string?> _properties;
    private readonly string _prefix;
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _chain = [];
    private readonly X509Certificate2Collection? _authorities;
    private readonly SslProtocols _protocols;
    private readonly TlsCipherSuite[] _cipherSuites;
    private readonly string _clientAuth;

    private TlsConfig(IReadOnlyDictionary<string, string?> properties, string prefix)
    {
        _properties = properties;
        _prefix = prefix;
        foreach (var key in new[] { "ssl.engine.factory.class", "ssl.provider" })
        {
            if (Text(key) is { } value)
                throw new ConfigException(
                    prefix + key, value,
                    "this is a Java class that cannot run here. Remove the setting, and configure the certificates with ssl.keystore.* and "
                        + "ssl.truststore.*");
        }

        if (Store("ssl.keystore", "ssl.keystore.certificate.chain", "ssl.keystore.key") is not { } store)
            throw new ConfigException(prefix + "ssl.keystore.location", null, "an https listener needs a key store: PEM, PKCS12 or JKS.");
        var certificates = CertificateStores.LoadKeyStore(store);
        _certificate = certificates.First(certificate => certificate.HasPrivateKey);
        foreach (var other in certificates.Where(certificate => certificate.Thumbprint != _certificate.Thumbprint))
            _chain.Add(other);
        _clientAuth = Text(WorkerKeys.SslClientAuth)?.ToLowerInvariant() ?? "none";
        if (_clientAuth is not ("none" or "requested" or "required"))
            throw new ConfigException(prefix + WorkerKeys.SslClientAuth, _clientAuth, "it must be none, requested or required.");
        _authorities = Store("ssl.truststore", "ssl.truststore.certificates", null) is { } trusted ? CertificateStores.LoadTrustStore(trusted) : null;
        _protocols = Items("ssl.enabled.protocols", "TLSv1.2,TLSv1.3").Select(ProtocolOf).Aggregate(SslProtocols.None, (all, one) => all | one);
        _cipherSuites = [.. Items("ssl.cipher.suites", "").Select(CipherSuiteOf)];
    }

    /// <summary>Whether clients need a certificate of a trusted authority.</summary>
    public bool RequiresClientCertificate => _clientAuth == "required";

    /// <summary>Reads the settings.</summary>
    /// <param name="properties">The worker's properties, with variables resolved.</param>
    /// <param name="prefix">The prefix of the listeners' own keys.</param>
    /// <exception cref="ConfigException">There is no certificate, or one cannot be read.</exception>
    public static TlsConfig Parse(IReadOnlyDictionary<string, string?> properties, string prefix) =>
        new(properties, properties.Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal)) ? prefix : "");

    /// <summary>Makes the web server use these settings.</summary>
    public void Apply(HttpsConnectionAdapterOptions options)
    {
        options.ServerCertificate = _certificate;
        options.ServerCertificateChain = _chain;
        options.SslProtocols = _protocols;
        options.ClientCertificateMode = _clientAuth switch
        {
            "required" => ClientCertificateMode.RequireCertificate,
            "requested" => ClientCertificateMode.AllowCertificate,
            _ => ClientCertificateMode.NoCertificate,
        };
        if (_authorities is not null)
            options.ClientCertificateValidation = IsTrusted;
        if (_cipherSuites.Length > 0)
            options.OnAuthenticate = (_, ssl) => LimitCipherSuites(ssl);
    }

    /// <summary>Windows knows cipher suites for the whole machine only.</summary>
    private void LimitCipherSuites(SslServerAuthenticationOptions ssl)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException(
                $"{_prefix}ssl.cipher.suites cannot be set on Windows, which has one list for the whole machine.");
        ssl.CipherSuitesPolicy = new CipherSuitesPolicy(_cipherSuites);
    }

    private bool IsTrusted(X509Certificate2 certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(certificate);
    }

    private StoreConfig? Store(string name, string certificatesKey, string? keyKey)
    {
        var location = Text(name + ".location");
        var certificates = Text(certificatesKey);
        if (location is null && certificates is null)
            return null;
        var type = Text(name + ".type")?.ToUpperInvariant() ?? (location is null ? "PEM" : "JKS");
        if (type is not ("JKS" or "PKCS12" or "PEM"))
            throw new ConfigException(_prefix + name + ".type", type, "it must be JKS, PKCS12 or PEM.");
        return StoreConfig.Of(
            _prefix + name, type, location, Text(name + ".password"), Text("ssl.key.password"), certificates, keyKey is null ? null : Text(keyKey));
    }

    private string[] Items(string key, string byDefault) =>
        (Text(key) ?? byDefault).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private SslProtocols ProtocolOf(string name) => name switch
    {
        "TLSv1.2" => SslProtocols.Tls12,
        "TLSv1.3" => SslProtocols.Tls13,
        _ => throw new ConfigException(_prefix + "ssl.enabled.protocols", name, "only TLSv1.2 and TLSv1.3 are supported."),
    };

    private TlsCipherSuite CipherSuiteOf(string name) => Enum.TryParse<TlsCipherSuite>(name, out var suite)
        ? suite
        : throw new ConfigException(_prefix + "ssl.cipher.suites", name, "this cipher suite is unknown.");

    private string? Text(string key) =>
        _properties.TryGetValue(_prefix + key, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
