using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Converters.Avro.Tests.Registry.Fakes;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Connect.Converters.Avro.Tests.Registry.Security;

[CancelAfter(60_000)]
public sealed class TlsTests
{
    private static readonly FakeAnswer Schema = FakeAnswer.Json("""{"id":3,"schema":"\"int\""}""");

    private readonly string _folder = Directory.CreateTempSubdirectory("tls").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Authority_in_the_configuration_is_trusted(CancellationToken token)
    {
        using var server = Certificate("localhost");

        await Assert.ThatAsync(
            async () => await AskAsync(
                server, token, ("schema.registry.ssl.truststore.type", "PEM"),
                ("schema.registry.ssl.truststore.certificates", server.ExportCertificatePem())),
            Throws.Nothing);
    }

    [TestCase("localhost", true)]
    [TestCase("elsewhere", false)]
    public async Task Authority_that_the_server_does_not_send_along_is_trusted_for_its_hosts_alone(
        string host, bool accepted, CancellationToken token)
    {
        using var authority = Certificate("An authority");
        using var server = Certificate(host, authority);

        await Assert.ThatAsync(
            async () => await AskAsync(
                server, token, ("schema.registry.ssl.truststore.type", "PEM"),
                ("schema.registry.ssl.truststore.certificates", authority.ExportCertificatePem())),
            accepted ? Throws.Nothing : Throws.TypeOf<RetriableConnectException>());
    }

    [Test]
    public async Task Authority_in_a_pkcs12_file_is_trusted_also_under_javas_default_type(CancellationToken token)
    {
        using var server = Certificate("localhost");
        var path = Path.Combine(_folder, "trust.p12");
        await File.WriteAllBytesAsync(
            path, new X509Certificate2Collection(X509CertificateLoader.LoadCertificate(server.RawData)).Export(X509ContentType.Pkcs12, "changeit")!,
            token);

        await Assert.ThatAsync(
            async () => await AskAsync(
                server, token, ("schema.registry.ssl.truststore.location", path), ("schema.registry.ssl.truststore.password", "changeit")),
            Throws.Nothing);
    }

    [Test]
    public async Task Unknown_authority_is_refused(CancellationToken token)
    {
        using var server = Certificate("localhost");

        await Assert.ThatAsync(async () => await AskAsync(server, token), Throws.TypeOf<RetriableConnectException>());
    }

    [TestCase(null, false)]
    [TestCase("https", false)]
    [TestCase("", true)]
    [TestCase("none", true)]
    public async Task Certificate_of_another_host_is_accepted_only_when_the_check_is_switched_off(
        string? algorithm, bool accepted, CancellationToken token)
    {
        using var server = Certificate("elsewhere");
        List<(string, string)> config =
            [("schema.registry.ssl.truststore.type", "PEM"), ("schema.registry.ssl.truststore.certificates", server.ExportCertificatePem())];
        if (algorithm is not null)
            config.Add(("schema.registry.ssl.endpoint.identification.algorithm", algorithm));

        await Assert.ThatAsync(
            async () => await AskAsync(server, token, [.. config]),
            accepted ? Throws.Nothing : Throws.TypeOf<RetriableConnectException>());
    }

    [Test]
    public async Task Switched_off_host_check_still_checks_the_authority(CancellationToken token)
    {
        using var server = Certificate("elsewhere");

        await Assert.ThatAsync(
            async () => await AskAsync(server, token, ("schema.registry.ssl.endpoint.identification.algorithm", "none")),
            Throws.TypeOf<RetriableConnectException>());
    }

    [TestCase("PEM")]
    [TestCase("ENCRYPTED PEM")]
    [TestCase("PEM FILE")]
    [TestCase("PKCS12")]
    public async Task Client_shows_its_certificate(string form, CancellationToken token)
    {
        using var server = Certificate("localhost");
        using var own = Certificate("client");
        using var key = own.GetRSAPrivateKey()!;
        var pem = own.ExportCertificatePem();
        var plainKey = key.ExportPkcs8PrivateKeyPem();
        List<(string, string)> config =
            [("schema.registry.ssl.truststore.type", "PEM"), ("schema.registry.ssl.truststore.certificates", server.ExportCertificatePem())];
        switch (form)
        {
            case "PEM":
                config.AddRange(
                    [("schema.registry.ssl.keystore.type", "PEM"), ("schema.registry.ssl.keystore.key", plainKey),
                        ("schema.registry.ssl.keystore.certificate.chain", pem)]);
                break;
            case "ENCRYPTED PEM":
                var sealedKey =
                    key.ExportEncryptedPkcs8PrivateKeyPem(
                        "pass", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
                config.AddRange([
                    ("schema.registry.ssl.keystore.type", "PEM"),
                    ("schema.registry.ssl.keystore.key", sealedKey),
                    ("schema.registry.ssl.keystore.certificate.chain", pem),
                    ("schema.registry.ssl.key.password", "pass"),
                ]);
                break;
            case "PEM FILE":
                var pemFile = Path.Combine(_folder, "own.pem");
                await File.WriteAllTextAsync(pemFile, plainKey + "\n" + pem, token);
                config.AddRange([("schema.registry.ssl.keystore.type", "PEM"), ("schema.registry.ssl.keystore.location", pemFile)]);
                break;
            default:
                var file = Path.Combine(_folder, "own.p12");
                await File.WriteAllBytesAsync(file, own.Export(X509ContentType.Pkcs12, "pass"), token);
                config.AddRange([
                    ("schema.registry.ssl.keystore.type", "PKCS12"), ("schema.registry.ssl.keystore.location", file),
                    ("schema.registry.ssl.keystore.password", "pass"),
                ]);
                break;
        }

        await Assert.ThatAsync(async () => await AskAsync(server, ClientCertificateMode.RequireCertificate, token, [.. config]), Throws.Nothing);
    }

    [Test]
    public async Task Server_that_wants_a_certificate_gets_none_without_one(CancellationToken token)
    {
        using var server = Certificate("localhost");

        await Assert.ThatAsync(
            async () => await AskAsync(
                server,
                ClientCertificateMode.RequireCertificate,
                token,
                ("schema.registry.ssl.truststore.type", "PEM"),
                ("schema.registry.ssl.truststore.certificates", server.ExportCertificatePem())),
            Throws.TypeOf<RetriableConnectException>());
    }

    [TestCase("missing.p12", null)]
    [TestCase("broken.p12", "nonsense")]
    public void Store_that_cannot_be_read_is_named(string name, string? content)
    {
        var path = Path.Combine(_folder, name);
        if (content is not null)
            File.WriteAllText(path, content);

        Assert.That(
            () => Clients.Plain("https://a", ("schema.registry.ssl.truststore.location", path), ("schema.registry.ssl.truststore.type", "PKCS12")),
            Throws.TypeOf<ConfigException>().With.Message.Contains(name));
    }

    private static Task AskAsync(X509Certificate2 certificate, CancellationToken token, params (string Key, string Value)[] config) =>
        AskAsync(certificate, ClientCertificateMode.NoCertificate, token, config);

    private static async Task AskAsync(
        X509Certificate2 certificate, ClientCertificateMode mode, CancellationToken token, params (string Key, string Value)[] config)
    {
        await using var server = await FakeRegistry.StartAsync("", certificate, mode);
        server.Script = _ => Schema;
        using var client = Clients.Plain(server.Url, config);
        await client.GetLatestAsync("s", token);
    }

    private static X509Certificate2 Certificate(string host, X509Certificate2? issuer = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = issuer is null
            ? request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1))
            : request.Create(issuer, now.AddHours(-1), now.AddHours(1), [1, 2, 3]).CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
