using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Tests.Registry.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Converters.Avro.Tests.Registry.Caching;

[CancelAfter(30_000)]
public sealed class CachingSchemaRegistryTests
{
    private static readonly Schema Text = Clients.Avro("\"string\"");

    [Test]
    public async Task Many_tasks_cause_one_request(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        using var client = Clients.Caching(server.Url);

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ =>
            Task.Run(async () => await client.RegisterAsync("s", Clients.Avro("\"string\""), false, token), token)));

        Assert.That(answers.Select(answer => answer.Id), Has.All.EqualTo(7));
        Assert.That(server.Lines, Is.EqualTo(["POST /subjects/s/versions?normalize=False"]));
    }

    [Test]
    public async Task Subjects_ids_and_flags_are_told_apart(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"id":1,"version":1,"schema":"\"int\""}""");
        using var client = Clients.Caching(server.Url);

        for (var i = 0; i < 2; i++)
        {
            await client.RegisterAsync("a", Text, false, token);
            await client.RegisterAsync("a", Text, true, token);
            await client.RegisterAsync("b", Text, false, token);
            await client.LookUpAsync("a", Text, false, true, token);
            await client.LookUpAsync("a", Text, false, false, token);
            await client.GetByIdAsync(1, "a", token);
            await client.GetByIdAsync(1, null, token);
            await client.GetByIdAsync(2, "a", token);
            await client.GetVersionAsync("a", 1, token);
            await client.GetVersionAsync("a", -1, token);
            await client.GetLatestAsync("a", token);
        }

        Assert.That(server.Lines, Is.EqualTo([
            "POST /subjects/a/versions?normalize=False",
            "POST /subjects/a/versions?normalize=True",
            "POST /subjects/b/versions?normalize=False",
            "POST /subjects/a?normalize=False&deleted=True",
            "POST /subjects/a?normalize=False&deleted=False",
            "GET /schemas/ids/1?subject=a",
            "GET /schemas/ids/1",
            "GET /schemas/ids/2?subject=a",
            "GET /subjects/a/versions/1?deleted=True",
            "GET /subjects/a/versions/latest",
        ]));
    }

    [Test]
    public async Task Latest_is_asked_again_after_its_time_and_after_a_registration(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"id":1,"version":1,"schema":"\"int\""}""");
        var clock = new FakeTimeProvider();
        using var client = Clients.Caching(server.Url, clock, ("latest.cache.ttl.sec", "30"));

        await client.GetLatestAsync("s", token);
        await client.GetLatestAsync("s", token);
        Assert.That(server.Requests, Has.Count.EqualTo(1));
        clock.Advance(TimeSpan.FromSeconds(30));
        await client.GetLatestAsync("s", token);
        Assert.That(server.Requests, Has.Count.EqualTo(2));
        await client.RegisterAsync("s", Text, false, token);
        await client.GetLatestAsync("s", token);
        Assert.That(server.Requests, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Schema_that_was_pushed_out_is_asked_for_again(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        using var client = Clients.Caching(server.Url, null, ("max.schemas.per.subject", "1"));

        await client.RegisterAsync("s", Text, false, token);
        await client.RegisterAsync("s", Clients.Avro("\"int\""), false, token);
        var again = await client.RegisterAsync("s", Text, false, token);

        Assert.That(again.Id, Is.EqualTo(7));
        Assert.That(server.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Refused_schema_is_offered_again_after_a_second(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Error(409, 409, "incompatible, oldSchemaVersion: 1, compatibility: BACKWARD");
        var clock = new FakeTimeProvider();
        using var client = Clients.Caching(server.Url, clock);

        for (var i = 0; i < 100; i++)
            await Assert.ThatAsync(async () => await client.RegisterAsync("s", Text, false, token), Throws.TypeOf<IncompatibleSchemaException>());

        Assert.That(server.Requests, Has.Count.EqualTo(1));
        server.Script = _ => null;
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await client.RegisterAsync("s", Text, false, token)).Id, Is.EqualTo(7));
    }

    [Test]
    public async Task Outage_is_not_remembered(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => server.Requests.Count == 1 ? FakeAnswer.Html(503) : null;
        using var client = Clients.Caching(server.Url);

        await Assert.ThatAsync(async () => await client.RegisterAsync("s", Text, false, token), Throws.TypeOf<RetriableConnectException>());
        Assert.That((await client.RegisterAsync("s", Text, false, token)).Id, Is.EqualTo(7));
    }
}
