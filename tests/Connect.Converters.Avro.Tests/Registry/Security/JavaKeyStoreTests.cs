using Connect.Converters.Avro.Tests.Registry.Fakes;
using Connect.JavaCompatibility.KeyStores;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Connect.Converters.Avro.Tests.Registry.Security;

[CancelAfter(60_000)]
public sealed class JavaKeyStoreTests
{
    [Test]
    public async Task Registry_is_reached_with_java_stores_on_both_sides(CancellationToken token)
    {
        using var certificate = KeyStoreFile.ReadKeyChain(Bytes("rsa.jks"), "storepass", "keypass").Single();
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
            () => Clients.Plain(
                "https://a", ("schema.registry.ssl.truststore.location", Path("other.jceks")),
                ("schema.registry.ssl.truststore.password", "storepass")),
            Throws.TypeOf<ConfigException>().With.Message.Contains("keytool -importkeystore").And.Message.Not.Contains("storepass"));

    private static byte[] Bytes(string file) => File.ReadAllBytes(Path(file));

    private static string Path(string file) => System.IO.Path.Combine(AppContext.BaseDirectory, "Registry", "Security", "Stores", file);
}
