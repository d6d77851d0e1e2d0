using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.JavaCompatibility.KeyStores;
using CsCheck;

namespace Connect.JavaCompatibility.Tests.KeyStores;

/// <summary>The stores were made by <c>keytool</c>: one with an RSA key, one with a key of an elliptic curve, one of trusted certificates, and two
/// with an authority before the key.</summary>
public sealed class KeyStoreFileTests
{
    [TestCase("rsa.jks", "keypass")]
    [TestCase("ec.jks", "keypass")]
    [TestCase("chain.jks", null)]
    [TestCase("chain.pkcs12", null)]
    public void Key_of_a_store_fits_the_first_certificate_of_its_chain(string file, string? keyPassword)
    {
        var certificate = KeyStoreFile.ReadKeyChain(Bytes(file), "storepass", keyPassword)[0];

        Assert.That(certificate.Subject, Is.EqualTo("CN=localhost"));
        Assert.That(certificate.HasPrivateKey, Is.True);
        var data = "x"u8.ToArray();
        var isFitting = certificate.GetRSAPrivateKey() is { } rsa
            ? certificate.GetRSAPublicKey()!.VerifyData(
                data, rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : certificate.GetECDsaPublicKey()!.VerifyData(
                data, certificate.GetECDsaPrivateKey()!.SignData(data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256);
        Assert.That(isFitting, Is.True);
    }

    [TestCase("chain.jks")]
    [TestCase("chain.pkcs12")]
    public void Chain_is_that_of_the_key_even_where_a_trusted_certificate_comes_first(string file) =>
        Assert.That(
            KeyStoreFile.ReadKeyChain(Bytes(file), "storepass", null).Select(certificate => certificate.Subject),
            Is.EqualTo(new[] { "CN=localhost", "CN=Authority" }));

    [TestCase("chain.jks")]
    [TestCase("chain.pkcs12")]
    public void Trust_store_trusts_its_authority_and_its_own_certificate(string file) =>
        Assert.That(
            KeyStoreFile.ReadTrusted(Bytes(file), "storepass").Select(certificate => certificate.Subject),
            Is.SupersetOf(new[] { "CN=localhost", "CN=Authority" }));

    [Test]
    public void Store_without_a_key_has_no_chain() => Assert.That(KeyStoreFile.ReadKeyChain(Bytes("trust.jks"), "storepass", null), Is.Empty);

    [Test]
    public void Trust_store_gives_its_certificate_even_without_a_password([Values(null, "storepass")] string? password) =>
        Assert.That(KeyStoreFile.ReadTrusted(Bytes("trust.jks"), password).Single().Subject, Is.EqualTo("CN=localhost"));

    [TestCase("wrong", "keypass")]
    [TestCase("storepass", "wrong")]
    [TestCase("storepass", null)]
    public void Wrong_password_is_an_error(string password, string? keyPassword) =>
        Assert.That(
            () => KeyStoreFile.ReadKeyChain(Bytes("rsa.jks"), password, keyPassword),
            Throws.TypeOf<CryptographicException>().With.Message.Contains("password"));

    [Test]
    public void JCEKS_file_is_refused_with_a_remedy() =>
        Assert.That(
            () => KeyStoreFile.ReadTrusted(Bytes("other.jceks"), "storepass"),
            Throws.TypeOf<CryptographicException>().With.Message.Contains("keytool -importkeystore"));

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
                KeyStoreFile.ReadKeyChain(damaged, null, "keypass");
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                // What the caller turns into a configuration error.
            }
        });
    }

    private static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "KeyStores", "Stores", file));
}
