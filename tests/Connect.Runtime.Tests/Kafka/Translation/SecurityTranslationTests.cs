using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Kafka.Translation;
using Connect.Tests;

namespace Connect.Runtime.Tests.Kafka.Translation;

public class SecurityTranslationTests
{
    private static readonly (string Key, string? Value)[] Defaults =
        [("bootstrap.servers", "localhost:9092"), ("security.protocol", "SASL_SSL"), ("sasl.mechanism", "OAUTHBEARER")];

    private readonly string _folder = Directory.CreateTempSubdirectory("connect-tls-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Password_login_is_taken_out_of_its_text()
    {
        var entries = Translate(
            ("sasl.mechanism", "PLAIN"),
            ("sasl.jaas.config", "org.apache.kafka.common.security.plain.PlainLoginModule required\n username=\"a\\\"b\" password='c;=d' ;"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries["sasl.mechanism"], Is.EqualTo("PLAIN"));
            Assert.That(entries["sasl.username"], Is.EqualTo("a\"b"));
            Assert.That(entries["sasl.password"], Is.EqualTo("c;=d"));
        }
    }

    [Test]
    public void OAuth_login_asks_an_endpoint()
    {
        var entries = Translate(
            ("sasl.mechanism", "OAUTHBEARER"),
            ("sasl.login.callback.handler.class", "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler"),
            ("sasl.oauthbearer.token.endpoint.url", "https://id.example/token"),
            ("sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\"i\" clientSecret=\"s\" scope=\"x\" "
                    + "extension_a=\"1\";"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries["sasl.oauthbearer.method"], Is.EqualTo("oidc"));
            Assert.That(entries["sasl.oauthbearer.client.id"], Is.EqualTo("i"));
            Assert.That(entries["sasl.oauthbearer.client.secret"], Is.EqualTo("s"));
            Assert.That(entries["sasl.oauthbearer.scope"], Is.EqualTo("x"));
            Assert.That(entries["sasl.oauthbearer.extensions"], Is.EqualTo("a=1"));
        }
    }

    [TestCase("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "ECDHE-RSA-AES256-GCM-SHA384")]
    [TestCase("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305")]
    [TestCase("TLS_RSA_WITH_AES_128_CBC_SHA, TLS_DHE_RSA_WITH_AES_128_CBC_SHA256", "AES128-SHA:DHE-RSA-AES128-SHA256")]
    [TestCase("TLS_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE-RSA-AES128-GCM-SHA256")]
    [TestCase("HIGH:!aNULL", "HIGH:!aNULL")]
    public void Cipher_suites_get_the_names_of_OpenSSL(string suites, string expected) =>
        Assert.That(CipherSuites.ToOpenSsl(suites), Is.EqualTo(expected));

    [Test]
    public void Trust_store_becomes_a_list_of_certificates([Values] bool withPassword)
    {
        var password = withPassword ? "changeit" : null;
        var (certificate, path) = WriteStore(password);

        var entries = Translate(("ssl.truststore.location", path), ("ssl.truststore.password", password));

        Assert.That(entries["ssl.ca.pem"], Does.Contain(certificate.ExportCertificatePem()));
    }

    [Test]
    public void Wrong_password_of_a_store_is_an_error_that_does_not_show_it()
    {
        var (_, path) = WriteStore("changeit");

        Assert.That(
            () => Translate(("ssl.truststore.location", path), ("ssl.truststore.password", "geheim")),
            Throws.TypeOf<ConfigException>().With.Message.Contains("ssl.truststore.location").And.Message.Not.Contain("geheim"));
    }

    [Test]
    public void Pem_files_and_texts_pass()
    {
        var entries = Translate(
            ("ssl.keystore.type", "PEM"), ("ssl.keystore.location", "/a/key.pem"), ("ssl.truststore.type", "PEM"),
            ("ssl.truststore.location", "/a/ca.pem"), ("ssl.key.password", "p"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries["ssl.key.location"], Is.EqualTo("/a/key.pem"));
            Assert.That(entries["ssl.certificate.location"], Is.EqualTo("/a/key.pem"));
            Assert.That(entries["ssl.ca.location"], Is.EqualTo("/a/ca.pem"));
            Assert.That(entries["ssl.key.password"], Is.EqualTo("p"));
        }
    }

    [Test]
    public void Store_of_Java_is_read()
    {
        var path = Path.Combine(_folder, "store.jks");
        File.WriteAllBytes(
            path, Convert.FromBase64String(
                File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Kafka", "Translation", "keytool.jks.base64"))));

        var entries = Translate(
            ("ssl.keystore.location", path), ("ssl.keystore.password", "changeit"), ("ssl.key.password", "secret7"),
            ("ssl.truststore.location", path), ("ssl.truststore.password", "changeit"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries["ssl.key.pem"], Does.StartWith("-----BEGIN PRIVATE KEY-----"));
            Assert.That(entries["ssl.certificate.pem"], Does.StartWith("-----BEGIN CERTIFICATE-----"));
            Assert.That(entries["ssl.ca.pem"], Does.StartWith("-----BEGIN CERTIFICATE-----"));
            Assert.That(entries.ContainsKey("ssl.key.password"), Is.False, "the key is not protected any more");
        }
    }

    [Test]
    public void Chain_of_the_key_comes_leaf_first_and_without_what_else_is_trusted([Values("jks", "pkcs12")] string type)
    {
        var path = Path.Combine(_folder, "chain");
        File.WriteAllBytes(
            path, Convert.FromBase64String(
                File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Kafka", "Translation", $"chain.{type}.base64"))));

        var entries = Translate(("ssl.keystore.location", path), ("ssl.keystore.password", "changeit"));

        X509Certificate2Collection chain = [];
        chain.ImportFromPem(entries["ssl.certificate.pem"]);
        using var leaf = X509Certificate2.CreateFromPem(entries["ssl.certificate.pem"], entries["ssl.key.pem"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(chain.Select(certificate => certificate.Subject), Is.EqualTo(new[] { "CN=localhost", "CN=mid", "CN=ca" }));
            Assert.That(leaf.HasPrivateKey, Is.True);
        }
    }

    [Test]
    public void Stores_are_not_looked_at_where_the_protocol_does_not_ask_for_them()
        => Assert.That(
            Translate(("security.protocol", "PLAINTEXT"), ("ssl.truststore.location", "/no/such/store")).ContainsKey("ssl.ca.pem"), Is.False);

    [Test]
    public void Kerberos_without_the_library_of_the_system_says_what_to_install()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => KerberosSupport.Ensure("gzip,snappy,ssl,sasl,sasl_plain,sasl_scram"),
                Throws.TypeOf<ConfigException>().With.Message.Contains("libsasl2-modules-gssapi-mit").And.Message.Contains("sasl.mechanism"));
            Assert.That(() => KerberosSupport.Ensure("gzip,sasl_plain, sasl_gssapi"), Throws.Nothing);
            Assert.That(NativeClientLibrary.Instance.Features, Does.Contain("sasl_scram"));
        }
    }

    [TestCase("SSL key store is specified, but key store password is not specified.", "security.protocol=SSL", "ssl.keystore.location=/a")]
    [TestCase("Could not find a 'KafkaClient' entry in the JAAS configuration. System property 'java.security.auth.login.config' is not set",
        "security.protocol=SASL_PLAINTEXT", "sasl.mechanism=PLAIN")]
    public void What_is_missing_has_the_text_of_Java(string text, params string[] settings)
        => Assert.That(
            () => Translate([.. settings.Select(setting => setting.Split('=')).Select(parts => (parts[0], (string?)parts[1]))]),
            Throws.TypeOf<ConfigException>().With.Message.EqualTo(text));

    private (X509Certificate2 Certificate, string Path) WriteStore(string? password)
    {
        using var key = RSA.Create(2048);
        var certificate = new CertificateRequest("CN=ca", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var path = Path.Combine(_folder, RandomNames.Next("store"));
        File.WriteAllBytes(
            path, new X509Certificate2Collection(X509CertificateLoader.LoadCertificate(certificate.RawData)).Export(
                X509ContentType.Pkcs12, password)!);
        return (certificate, path);
    }

    private static IReadOnlyDictionary<string, string> Translate(params (string Key, string? Value)[] entries)
        => ClientConfigTranslator.Translate(new ClientConfig(
            ClientKind.Producer, "c",
            Defaults.Where(entry => entries.All(given => given.Key != entry.Key)).Concat(entries)
                .ToDictionary(entry => entry.Item1, entry => (string?)entry.Item2))).Entries;
}
