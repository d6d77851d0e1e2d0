using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Connect.Converters.Avro.Registry.Security;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>Builds the HTTP stack of a client: timeouts, proxy, TLS. Redirects are not followed: credentials would go where nobody configured them to go.</summary>
internal static class RegistryHandler
{
    // Long enough to reuse connections, short enough to see that a name points to another machine.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    /// <exception cref="ConfigException">A key store or trust store cannot be read.</exception>
    public static HttpMessageInvoker Create(RegistryClientConfig config)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = config.ConnectTimeout,
            PooledConnectionLifetime = ConnectionLife,
            UseCookies = false,

            // As in Java only the configured proxy counts, not one of the environment.
            UseProxy = config.ProxyHost is not null,
            Proxy = config.ProxyHost is null ? null : new WebProxy(config.ProxyHost, config.ProxyPort),
        };
        handler.SslOptions = CreateSslOptions(config.Tls);
        return new HttpMessageInvoker(handler);
    }

    private static SslClientAuthenticationOptions CreateSslOptions(TlsConfig tls)
    {
        var options = new SslClientAuthenticationOptions();
        if (tls.KeyStore is not null)
        {
            var certificates = CertificateStores.LoadKeyStore(tls.KeyStore);
            var own = certificates.First(certificate => certificate.HasPrivateKey);
            options.ClientCertificateContext = SslStreamCertificateContext.Create(own, certificates, offline: true);
        }

        if (tls.TrustStore is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(CertificateStores.LoadTrustStore(tls.TrustStore));
        }

        if (!tls.VerifyHostName)
            options.RemoteCertificateValidationCallback = static (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;

        return options;
    }
}
