using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Runtime;
using Connect.Runtime.Hosting;
using Connect.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Connect.Integration.Tests.Distributed;

/// <summary>Workers reach each other over https, with a certificate that only they trust.</summary>
[CancelAfter(120_000)]
public class EncryptedClusterTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-https-");
    private readonly TestLoggerFactory _log = new();
    private readonly List<Replica> _replicas = [];
    private readonly string _group = RandomNames.Group();

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [TestCase("")]
    [TestCase("listeners.https.")]
    public async Task A_follower_asks_the_leader_over_https_and_shows_its_own_certificate(string prefix, CancellationToken cancellationToken)
    {
        using var certificate = SelfSigned("127.0.0.1");
        var pem = certificate.ExportCertificatePem();
        var p12 = Path.Combine(_folder.FullName, "own.p12");
        await File.WriteAllBytesAsync(p12, certificate.Export(X509ContentType.Pkcs12, "secret"), cancellationToken);
        for (var i = 0; i < 2; i++)
        {
            await StartAsync(
                certificate,
                ClientCertificateMode.RequireCertificate,
                worker =>
                {
                    worker.Properties[prefix + "ssl.truststore.type"] = "PEM";
                    worker.Properties[prefix + "ssl.truststore.certificates"] = pem;
                    worker.Properties[prefix + "ssl.keystore.type"] = "PKCS12";
                    worker.Properties[prefix + "ssl.keystore.location"] = p12;
                    worker.Properties[prefix + "ssl.keystore.password"] = "secret";
                },
                cancellationToken);
        }

        var follower = _replicas.Single(replica => !replica.IsLeading);
        Assert.That(follower.Api.Scheme, Is.EqualTo("https"));
        Assert.That((await follower.Connect.CreateConnectorAsync("one", Source(), cancellationToken: cancellationToken)).Name, Is.EqualTo("one"));
    }

    [TestCase("127.0.0.1", false, "certificate chain")]
    [TestCase("elsewhere.example", true, "RemoteCertificateNameMismatch")]
    public async Task A_worker_that_is_not_trusted_is_not_asked(string host, bool isTrusted, string reason, CancellationToken cancellationToken)
    {
        using var certificate = SelfSigned(host);
        var pem = certificate.ExportCertificatePem();
        for (var i = 0; i < 2; i++)
        {
            await StartAsync(
                certificate,
                ClientCertificateMode.NoCertificate,
                worker =>
                {
                    if (!isTrusted)
                        return;
                    worker.Properties["ssl.truststore.type"] = "PEM";
                    worker.Properties["ssl.truststore.certificates"] = pem;
                },
                cancellationToken);
        }

        var follower = _replicas.Single(replica => !replica.IsLeading);
        Assert.That(
            () => follower.Connect.CreateConnectorAsync("one", Source(), cancellationToken: cancellationToken),
            Throws.InstanceOf<ConnectException>().With.Message.Contains(reason));
    }

    [Test]
    public async Task The_check_of_the_name_can_be_switched_off(CancellationToken cancellationToken)
    {
        using var certificate = SelfSigned("elsewhere.example");
        var pem = certificate.ExportCertificatePem();
        for (var i = 0; i < 2; i++)
        {
            await StartAsync(
                certificate,
                ClientCertificateMode.NoCertificate,
                worker =>
                {
                    worker.Properties["listeners.https.ssl.truststore.type"] = "PEM";
                    worker.Properties["listeners.https.ssl.truststore.certificates"] = pem;
                    worker.Properties["listeners.https.ssl.endpoint.identification.algorithm"] = "";
                },
                cancellationToken);
        }

        var follower = _replicas.Single(replica => !replica.IsLeading);
        Assert.That((await follower.Connect.CreateConnectorAsync("one", Source(), cancellationToken: cancellationToken)).Name, Is.EqualTo("one"));
    }

    /// <summary>A worker whose web server asks for the certificate of the cluster, and for no other.</summary>
    private async Task StartAsync(
        X509Certificate2 certificate, ClientCertificateMode mode, Action<ConnectWorkerOptions> configure, CancellationToken cancellationToken)
    {
        _replicas.Add(await Replica.StartAsync(_group, _log, cancellationToken, configure, builder =>
        {
            builder.WebHost.UseKestrelHttpsConfiguration().UseUrls("https://127.0.0.1:0")
                .ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificate = certificate;
                https.ClientCertificateMode = mode;
                https.ClientCertificateValidation = (shown, _, _) => shown.Thumbprint == certificate.Thumbprint;
            }));
        }));
        await Eventually.Async(
            () => _replicas.All(replica => replica.Connect.IsReady)
                && _replicas.Any(replica => replica.IsLeading), "the workers have joined", TestTimeouts.Broker, cancellationToken);
    }

    private Dictionary<string, string?> Source()
    {
        var file = Path.Combine(_folder.FullName, "lines");
        File.WriteAllText(file, "one\n");
        return new Dictionary<string, string?> { ["connector.class"] = "FileStreamSource", ["file"] = file, ["topic"] = $"{_group}-lines" };
    }

    private static X509Certificate2 SelfSigned(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=cluster", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
