using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Security;
using Connect.Converters.Avro.Tests.Registry.Fakes;

namespace Connect.Converters.Avro.Tests.Registry;

public sealed class RegistryClientConfigTests
{
    [Test]
    public void Defaults_are_the_references()
    {
        var config = RegistryClientConfig.Parse(new Dictionary<string, string?> { ["schema.registry.url"] = "http://a:8081" });

        Assert.That(config.MaxRetries, Is.EqualTo(3));
        Assert.That(config.RetryWait, Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(config.RetryMaxWait, Is.EqualTo(TimeSpan.FromSeconds(20)));
        Assert.That(config.ConnectTimeout, Is.EqualTo(TimeSpan.FromSeconds(60)));
        Assert.That(config.ReadTimeout, Is.EqualTo(TimeSpan.FromSeconds(60)));
        Assert.That(config.MaxSchemasPerSubject, Is.EqualTo(1000));
        Assert.That(config.LatestTtl, Is.EqualTo(TimeSpan.FromSeconds(60)));
        Assert.That(config.MissingIdTtl, Is.EqualTo(TimeSpan.Zero));
        Assert.That(config.Credentials.Source, Is.EqualTo(CredentialsSource.None));
        Assert.That(config.Tls.VerifyHostName, Is.True);
    }

    [Test]
    public void Prefix_is_stripped_and_wins()
    {
        var config =
            Clients.Config(
                "http://a:8081", ("max.retries", "1"), ("schema.registry.max.retries", "5"), ("schema.registry.latest.cache.ttl.sec", "-1"));

        Assert.That(config.MaxRetries, Is.EqualTo(5));
        Assert.That(config.LatestTtl, Is.Null);
    }

    [Test]
    public void Kafkas_own_ssl_keys_are_not_the_registrys()
    {
        Assert.That(Clients.Config("http://a", ("ssl.truststore.location", "/nowhere"), ("ssl.truststore.type", "PEM")).Tls.TrustStore, Is.Null);
    }

    [Test]
    public void Several_urls_keep_their_order()
    {
        Assert.That(Clients.Config(" http://a:1/x/ , https://b:2").Urls.Select(url => url.ToString()), Is.EqualTo(["http://a:1/x", "https://b:2"]));
    }

    [TestCase("")]
    [TestCase(" , ")]
    [TestCase("a:8081")]
    [TestCase("ftp://a")]
    [TestCase("http://a,mock://b")]
    [TestCase("mock://a,mock://b")]
    public void Url_that_cannot_be_used_is_refused(string url)
    {
        Assert.That(
            () => Clients.Config(url), Throws.TypeOf<ConfigException>().With.Message.Contains("schema.registry.url").Or.Message.Contains("\"url\""));
    }

    [TestCase("max.retries", "-1")]
    [TestCase("max.retries", "many")]
    [TestCase("url.randomize", "maybe")]
    [TestCase("http.read.timeout.ms", "0")]
    [TestCase("max.schemas.per.subject", "0")]
    [TestCase("proxy.host", "p")]
    [TestCase("basic.auth.credentials.source", "GUESS")]
    [TestCase("basic.auth.credentials.source", "USER_INFO")]
    [TestCase("basic.auth.credentials.source", "SASL_INHERIT")]
    [TestCase("bearer.auth.credentials.source", "CUSTOM")]
    [TestCase("bearer.auth.credentials.source", "STATIC_TOKEN")]
    [TestCase("bearer.auth.credentials.source", "OAUTHBEARER")]
    [TestCase("schema.registry.ssl.endpoint.identification.algorithm", "perhaps")]
    [TestCase("schema.registry.ssl.keystore.key", "only half")]
    public void Value_that_cannot_be_used_is_refused(string key, string value)
    {
        Assert.That(() => Clients.Config("http://a", (key, value)), Throws.TypeOf<ConfigException>());
    }

    [Test]
    public void Basic_and_bearer_together_are_refused()
    {
        Assert.That(
            () => Clients.Config(
                "http://a", ("basic.auth.credentials.source", "URL"), ("bearer.auth.credentials.source", "STATIC_TOKEN"), ("bearer.auth.token", "x")),
            Throws.TypeOf<ConfigException>().With.Message.Contains("Only one"));
    }

    [Test]
    public void Password_in_a_url_is_never_shown()
    {
        var url = RegistryUrl.Parse("schema.registry.url", "https://me:s%20ecret@host:8443/base/");

        Assert.That(url.ToString(), Is.EqualTo("https://host:8443/base"));
        Assert.That(url.At("/subjects").ToString(), Is.EqualTo("https://host:8443/base/subjects"));
        Assert.That(url.UserInfo, Is.EqualTo("me:s ecret"));
        Assert.That(
            () => RegistryUrl.Parse("schema.registry.url", "me:secret@host:80"),
            Throws.TypeOf<ConfigException>().With.Message.Not.Contains("secret"));
    }
}
