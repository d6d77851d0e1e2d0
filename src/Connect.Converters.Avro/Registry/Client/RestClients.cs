using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry.Security;

namespace Connect.Converters.Avro.Registry.Client;

/// <summary>Creates Confluent's client from Java's settings.</summary>
/// <remarks> Confluent's <see cref="RestService"/> creates its own HTTP clients, from a PKCS12 and a PEM file. With a custom CA these accept a
/// certificate of any host, and refuse every certificate if the server does not send the CA. Therefore this class replaces them with clients that
/// read Java's key stores, verify host names, and do not follow redirects.
/// </remarks>
internal static class RestClients
{
    private const int MaxConnections = 20;
    private const int MaxTokenBytes = 1 << 20;

    // Long enough to reuse connections, short enough to notice DNS changes.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    /// <exception cref="ConfigException">A key store or trust store cannot be read.</exception>
    public static RestRegistryClient Create(RegistryClientConfig config)
    {
        var sockets = CreateHandler(config);
        var handler = new RegistryAnswers(sockets);
        RegistryUrl[] urls = [.. config.Urls];
        if (config.RandomizeUrls)
            Random.Shared.Shuffle(urls);

        var credentials = CreateCredentials(config, sockets);

        // One attempt at each URL for each call, without waits. The caller retries, because it can cancel.
        var rest = new RestService(
            string.Join(',', urls.AsEnumerable()), (int)config.ReadTimeout.TotalMilliseconds, credentials, [], true, null, null, maxRetries: 1,
            retriesWaitMs: 0, retriesMaxWaitMs: 0, MaxConnections);
        Replace(HttpClientsOf(rest), urls, config, handler);
        return new RestRegistryClient(rest, credentials);
    }

    private static void Replace(List<HttpClient> clients, RegistryUrl[] urls, RegistryClientConfig config, HttpMessageHandler handler)
    {
        for (var i = 0; i < clients.Count; i++)
        {
            clients[i].Dispose();
            var client = clients[i] = new HttpClient(handler) { BaseAddress = urls[i].At("/"), Timeout = config.ReadTimeout };
            foreach (var (name, value) in config.Headers)
                client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);

            if (config.Credentials.Source == CredentialsSource.Url && urls[i].UserInfo is { } user)
                client.DefaultRequestHeaders.Authorization = CredentialsConfig.BasicHeader(user);
        }
    }

    private static IAuthenticationHeaderValueProvider? CreateCredentials(RegistryClientConfig config, HttpMessageHandler handler)
    {
        var credentials = config.Credentials;
        return credentials.Source switch
        {
            CredentialsSource.UserInfo => new BasicAuthenticationHeaderValueProvider(credentials.User, credentials.Password),
            CredentialsSource.Token =>
                new StaticBearerAuthenticationHeaderValueProvider(credentials.Token, credentials.LogicalCluster, credentials.IdentityPool),
            CredentialsSource.OAuth =>
                new OAuthTokens(credentials.OAuth!, HttpForTokens(config, handler), credentials.LogicalCluster, credentials.IdentityPool),
            _ => null,
        };
    }

    private static HttpClient HttpForTokens(RegistryClientConfig config, HttpMessageHandler handler) =>
        new(handler, disposeHandler: false) { Timeout = config.ReadTimeout, MaxResponseContentBufferSize = MaxTokenBytes };

    private static SocketsHttpHandler CreateHandler(RegistryClientConfig config) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = config.ConnectTimeout,
        MaxConnectionsPerServer = MaxConnections,
        PooledConnectionLifetime = ConnectionLife,
        UseCookies = false,

        // As in Java, only the configured proxy is used, not one of the environment.
        UseProxy = config.ProxyHost is not null,
        Proxy = config.ProxyHost is null ? null : new WebProxy(config.ProxyHost, config.ProxyPort),
        SslOptions = CreateSslOptions(config.Tls),
    };

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
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(CertificateStores.LoadTrustStore(tls.TrustStore));
        }

        if (!tls.VerifyHostName)
            options.RemoteCertificateValidationCallback = static (_, _, _, errors) =>
                (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;

        return options;
    }

    private static List<HttpClient> HttpClientsOf(RestService rest)
    {
        try
        {
            return ClientsField(rest);
        }
        catch (MissingFieldException exception)
        {
            throw new ConnectException(
                $"This version of Confluent.SchemaRegistry ({typeof(RestService).Assembly.GetName().Version}) cannot be used: the Avro converter is "
                    + "made for 2.16. Register an ISchemaRegistryClient of your own, or use that version.",
                exception);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "clients")]
    private static extern ref List<HttpClient> ClientsField(RestService service);
}
