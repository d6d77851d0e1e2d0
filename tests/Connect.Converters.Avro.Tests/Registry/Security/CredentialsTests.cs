using System.Text;
using Connect.Converters.Avro.Registry.Client;
using Connect.Converters.Avro.Tests.Registry.Fakes;

namespace Connect.Converters.Avro.Tests.Registry.Security;

[CancelAfter(30_000)]
public sealed class CredentialsTests
{
    private static readonly FakeAnswer Schema = FakeAnswer.Json("""{"id":3,"schema":"\"int\""}""");

    [Test]
    public async Task User_info_goes_as_basic(CancellationToken token)
    {
        var header = await AuthorizationAsync("", token, ("basic.auth.credentials.source", "USER_INFO"), ("basic.auth.user.info", "müller:s:ecret"));

        Assert.That(header, Is.EqualTo("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("müller:s:ecret"))));
    }

    [Test]
    public async Task User_info_by_its_old_name_goes_as_basic(CancellationToken token)
    {
        var header =
            await AuthorizationAsync("", token, ("basic.auth.credentials.source", "USER_INFO"), ("schema.registry.basic.auth.user.info", "a:b"));

        Assert.That(header, Is.EqualTo("Basic YTpi"));
    }

    [Test]
    public async Task User_of_the_url_goes_as_basic_only_when_asked_for(CancellationToken token)
    {
        Assert.That(await AuthorizationAsync("a:b@", token, ("basic.auth.credentials.source", "URL")), Is.EqualTo("Basic YTpi"));
        Assert.That(await AuthorizationAsync("a:b@", token), Is.Null);
    }

    [Test]
    public async Task User_of_sasl_goes_as_basic(CancellationToken token)
    {
        var header = await AuthorizationAsync(
            "", token, ("basic.auth.credentials.source", "SASL_INHERIT"),
            ("sasl.jaas.config", "org.apache.kafka.Plain required username=\"a\" password=\"b\";"));

        Assert.That(header, Is.EqualTo("Basic YTpi"));
    }

    [Test]
    public async Task Static_token_goes_as_bearer_with_its_cluster_headers(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => Schema;
        using var client = Clients.Plain(
            server.Url,
            ("bearer.auth.credentials.source", "STATIC_TOKEN"),
            ("bearer.auth.token", "tok"),
            ("bearer.auth.logical.cluster", "lsrc-1"),
            ("bearer.auth.identity.pool.id", "pool-2"));

        await client.GetLatestAsync("s", token);

        var headers = server.Requests.Single().Headers;
        Assert.That(headers["Authorization"], Is.EqualTo("Bearer tok"));
        Assert.That(headers["target-sr-cluster"], Is.EqualTo("lsrc-1"));
        Assert.That(headers["Confluent-Identity-Pool-Id"], Is.EqualTo("pool-2"));
    }

    [Test]
    public async Task Credentials_that_are_not_switched_on_are_named_when_access_is_refused(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => new FakeAnswer(401, "go away"u8.ToArray(), "text/plain");
        using var client = Clients.Plain(server.Url, ("basic.auth.user.info", "me:secret"));

        await Assert.ThatAsync(
            async () => await client.GetLatestAsync("s", token),
            Throws.TypeOf<ConnectException>().With.Message.Contains("basic.auth.credentials.source=USER_INFO").And.Message.Not.Contains("secret"));
    }

    [Test]
    public async Task Oauth_token_is_fetched_once(CancellationToken token)
    {
        await using var issuer = await FakeRegistry.StartAsync("/token");
        issuer.Script = _ => FakeAnswer.Json($$"""{"access_token":"tok{{issuer.Requests.Count}}","expires_in":3600,"token_type":"bearer"}""");
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => Schema;
        using var client = OAuth(server, issuer);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetLatestAsync("s", token).AsTask()));

        Assert.That(server.Requests.Select(request => request.Headers["Authorization"]), Has.All.EqualTo("Bearer tok1"));
        Assert.That(issuer.Requests, Has.Count.EqualTo(1));
        Assert.That(issuer.Requests[0].Method, Is.EqualTo("POST"));
        Assert.That(issuer.Requests[0].Body, Is.EqualTo("grant_type=client_credentials&scope=read+write"));
        Assert.That(issuer.Requests[0].Headers["Authorization"], Is.EqualTo("Basic " + Convert.ToBase64String("id:secret"u8)));
    }

    [Test]
    public async Task Oauth_token_that_has_ended_is_renewed(CancellationToken token)
    {
        await using var issuer = await FakeRegistry.StartAsync();
        issuer.Script = _ => FakeAnswer.Json($$"""{"access_token":"tok{{issuer.Requests.Count}}","expires_in":0}""");
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => Schema;
        using var client = OAuth(server, issuer);

        await client.GetLatestAsync("s", token);
        await client.GetLatestAsync("s", token);

        Assert.That(server.Requests.Select(request => request.Headers["Authorization"]), Is.EqualTo(["Bearer tok1", "Bearer tok2"]));
    }

    [TestCase(400, typeof(ConnectException))]
    [TestCase(401, typeof(ConnectException))]
    [TestCase(503, typeof(RetriableConnectException))]
    public async Task Token_endpoint_that_fails_is_named_and_its_secret_is_not(int status, Type type, CancellationToken token)
    {
        await using var issuer = await FakeRegistry.StartAsync();
        issuer.Script = _ => FakeAnswer.Error(status, status, "bad secret");
        await using var server = await FakeRegistry.StartAsync();
        using var client = OAuth(server, issuer);

        await Assert.ThatAsync(
            async () => await client.GetLatestAsync("s", token),
            Throws.TypeOf(type).With.Message.Contains(issuer.Url).And.Message.Not.Contains("secret"));
        Assert.That(server.Requests, Is.Empty);
    }

    [TestCase("{}")]
    [TestCase("nothing")]
    [TestCase("")]
    public async Task Token_endpoint_without_a_token_is_an_error(string body, CancellationToken token)
    {
        await using var issuer = await FakeRegistry.StartAsync();
        issuer.Script = _ => FakeAnswer.Json(body);
        await using var server = await FakeRegistry.StartAsync();
        using var client = OAuth(server, issuer);

        await Assert.ThatAsync(
            async () => await client.GetLatestAsync("s", token), Throws.TypeOf<ConnectException>().With.Message.Contains("access_token"));
    }

    private static ClientSchemaRegistry OAuth(FakeRegistry server, FakeRegistry issuer) => Clients.Plain(
        server.Url,
        ("bearer.auth.credentials.source", "OAUTHBEARER"),
        ("bearer.auth.issuer.endpoint.url", issuer.Url),
        ("bearer.auth.client.id", "id"),
        ("bearer.auth.client.secret", "secret"),
        ("bearer.auth.scope", "read write"));

    private static async Task<string?> AuthorizationAsync(string user, CancellationToken token, params (string Key, string Value)[] config)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => Schema;
        using var client = Clients.Plain(server.Url.Replace("http://", "http://" + user, StringComparison.Ordinal), config);
        await client.GetLatestAsync("s", token);
        return server.Requests.Single().Headers.GetValueOrDefault("Authorization");
    }
}
