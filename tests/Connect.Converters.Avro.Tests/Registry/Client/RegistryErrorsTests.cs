using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Tests.Registry.Fakes;

namespace Connect.Converters.Avro.Tests.Registry.Client;

[CancelAfter(30_000)]
public sealed class RegistryErrorsTests
{
    private static readonly Schema Text = Clients.Avro("\"string\"");

    [TestCase(409, 409)]
    [TestCase(409, 40901)]
    [TestCase(409, 42203)]
    [TestCase(422, 42203)]
    public async Task Incompatible_schema_is_told_with_the_registrys_words(int status, int code, CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ =>
            FakeAnswer.Error(status, code, "Schema being registered is incompatible, oldSchemaVersion: 1, compatibility: 'BACKWARD'");
        using var client = Clients.Plain(server.Url);

        var failure = await Assert.ThrowsAsync<IncompatibleSchemaException>(async () => await client.RegisterAsync("t-value", Text, false, token));

        Assert.That(failure, Is.InstanceOf<DataException>());
        Assert.That(
            failure!.Message,
            Does.Contain("t-value").And.Contain("incompatible, oldSchemaVersion: 1, compatibility: 'BACKWARD'").And.Contain($"{code}"));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Refusal_without_version_and_rule_is_completed_with_both(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = request => request.Target.Split('?')[0] switch
        {
            "/subjects/t-value/versions" => FakeAnswer.Error(409, 409, "Incompatible schema"),
            "/config/t-value" => FakeAnswer.Error(404, 40408, "the subject has no rule of its own"),
            "/config" => FakeAnswer.Json("""{"compatibilityLevel":"FULL"}"""),
            "/subjects/t-value/versions/latest" => FakeAnswer.Json("""{"version":3,"id":1,"schema":"\"int\""}"""),
            _ => null,
        };
        using var client = Clients.Plain(server.Url);

        var failure = await Assert.ThrowsAsync<IncompatibleSchemaException>(async () => await client.RegisterAsync("t-value", Text, false, token));

        Assert.That(
            failure!.Message,
            Does.Contain("Incompatible schema").And.Contain("version 3").And.Contain("FULL").And.Contain(
                "the new schema cannot read the latest version: TYPE_MISMATCH"));
    }

    [TestCase(404, 40401, typeof(SchemaNotFoundException))]
    [TestCase(404, 40403, typeof(SchemaNotFoundException))]
    [TestCase(422, 42201, typeof(DataException))]
    [TestCase(422, 42205, typeof(DataException))]
    [TestCase(400, 400, typeof(DataException))]
    [TestCase(401, 40101, typeof(ConnectException))]
    [TestCase(403, 40301, typeof(ConnectException))]
    public async Task Refusals_are_final(int status, int code, Type type, CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Error(status, code, "no, thanks");
        using var client = Clients.Plain(server.Url, ("max.retries", "5"));

        var failure = await Assert.CatchAsync<ConnectException>(async () => await client.RegisterAsync("s", Text, false, token));

        Assert.That(failure, Is.TypeOf(type));
        Assert.That(failure!.Message, Does.Contain("no, thanks").And.Contain($"{status}"));
        Assert.That(failure.IsTransient, Is.False);
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Refusal_that_is_not_json_is_quoted(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Html(404);
        using var client = Clients.Plain(server.Url);

        var failure = await Assert.ThrowsAsync<SchemaNotFoundException>(async () => await client.GetByIdAsync(1, null, token));

        Assert.That(failure!.Message, Does.Contain("text/html").And.Contain("Welcome"));
    }

    [Test]
    public async Task Long_refusal_is_cut_and_cleaned(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => new FakeAnswer(400, [.. "line\r\n\u001b[31m"u8, .. Enumerable.Repeat((byte)'x', 1_000_000)], "text/plain");
        using var client = Clients.Plain(server.Url);

        var failure = await Assert.ThrowsAsync<DataException>(async () => await client.GetByIdAsync(1, null, token));

        Assert.That(failure!.Message, Has.Length.LessThan(1_000));
        Assert.That(failure.Message.Any(char.IsControl), Is.False);
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task Redirect_is_not_followed_and_its_target_named(int status, CancellationToken token)
    {
        await using var other = await FakeRegistry.StartAsync();
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ =>
            new FakeAnswer(status, []) { Headers = new Dictionary<string, string> { ["Location"] = other.Url + "/login?token=secret" } };
        using var client = Clients.Plain(server.Url, ("basic.auth.credentials.source", "USER_INFO"), ("basic.auth.user.info", "me:secret"));

        var failure = await Assert.CatchAsync<ConnectException>(async () => await client.GetByIdAsync(1, null, token));

        Assert.That(other.Requests, Is.Empty);
        Assert.That(failure!.Message, Does.Contain(other.Url + "/login").And.Not.Contain("secret"));
    }
}
