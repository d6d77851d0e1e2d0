using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Converters.Avro.Tests.Registry.Fakes;
using Connect.Converters.SchemaRegistry.Security;
using CsCheck;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Connect.Converters.Avro.Tests.Registry.Security;

[CancelAfter(60_000)]
public sealed class JavaKeyStoreTests
{
    [TestCase("rsa.jks")]
    [TestCase("ec.jks")]
    public void Key_of_a_java_store_fits_its_certificate(string file)
    {
        var certificate = JavaKeyStore.Read(Bytes(file), "storepass", "keypass").Single();

        Assert.That(certificate.Subject, Is.EqualTo("CN=localhost"));
        Assert.That(certificate.HasPrivateKey, Is.True);
        var data = "x"u8.ToArray();
        var isFitting = certificate.GetRSAPrivateKey() is { } rsa
            ? certificate.GetRSAPublicKey()!.VerifyData(data, rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : certificate.GetECDsaPublicKey()!.VerifyData(data, certificate.GetECDsaPrivateKey()!.SignData(data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256);
        Assert.That(isFitting, Is.True);
    }

    [Test]
    public void Trust_store_gives_its_certificate_even_without_a_password()
    {
        Assert.That(JavaKeyStore.Read(Bytes("trust.jks"), null, null).Single().Subject, Is.EqualTo("CN=localhost"));
        Assert.That(JavaKeyStore.Read(Bytes("trust.jks"), "storepass", null).Single().HasPrivateKey, Is.False);
    }

    [TestCase("wrong", "keypass")]
    [TestCase("storepass", "wrong")]
    [TestCase("storepass", null)]
    public void Wrong_password_is_told(string password, string? keyPassword) =>
        Assert.That(() => JavaKeyStore.Read(Bytes("rsa.jks"), password, keyPassword), Throws.TypeOf<CryptographicException>().With.Message.Contains("password"));

    [Test]
    public void Damaged_store_is_a_cryptographic_error_and_nothing_else()
    {
        var whole = Bytes("rsa.jks");
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[40, whole.Length]).Sample((position, value, length) =>
        {
            var damaged = whole[..length];
            damaged[Math.Min(position, length - 1)] = value;
            try
            {
                JavaKeyStore.Read(damaged, null, "keypass");
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                // What the caller turns into a configuration error.
            }
        });
    }

    [Test]
    public async Task Registry_is_reached_with_java_stores_on_both_sides(CancellationToken token)
    {
        using var certificate = JavaKeyStore.Read(Bytes("rsa.jks"), "storepass", "keypass").Single();
        await using var server = await FakeRegistry.StartAsync("", certificate, ClientCertificateMode.RequireCertificate);
        server.Script = _ => FakeAnswer.Json("""{"id":3,"schema":"\"int\""}""");
        using var client = Clients.Plain(
            server.Url,
            ("schema.registry.ssl.truststore.location", Path("trust.jks")),
            ("schema.registry.ssl.truststore.password", "storepass"),
            ("schema.registry.ssl.keystore.location", Path("ec.jks")),
            ("schema.registry.ssl.keystore.password", "storepass"),
            ("schema.registry.ssl.key.password", "keypass"));

        Assert.That((await client.GetLatestAsync("s", token)).Id, Is.EqualTo(3));
    }

    [Test]
    public void Jceks_file_is_refused_with_a_remedy() =>
        Assert.That(
            () => Clients.Plain("https://a", ("schema.registry.ssl.truststore.location", Path("other.jceks")), ("schema.registry.ssl.truststore.password", "storepass")),
            Throws.TypeOf<ConfigException>().With.Message.Contains("keytool -importkeystore").And.Message.Not.Contains("storepass"));

    private static byte[] Bytes(string file) => File.ReadAllBytes(Path(file));

    private static string Path(string file) => System.IO.Path.Combine(AppContext.BaseDirectory, "Registry", "Security", "Stores", file);
}
