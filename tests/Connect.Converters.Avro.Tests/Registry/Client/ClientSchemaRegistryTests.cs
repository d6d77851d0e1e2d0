using System.Text.Json;
using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Tests.Registry.Fakes;

namespace Connect.Converters.Avro.Tests.Registry.Client;

[CancelAfter(30_000)]
public sealed class ClientSchemaRegistryTests
{
    private static readonly Schema Text = Clients.Avro("\"string\"");

    [Test]
    public async Task Registering_posts_the_schema(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        using var client = Clients.Plain(server.Url);

        var answer = await client.RegisterAsync("t-value", Text, false, token);

        Assert.That(answer, Has.Property(nameof(answer.Id)).EqualTo(7).And.Property(nameof(answer.Version)).EqualTo(1));
        Assert.That(server.Lines, Is.EqualTo(["POST /subjects/t-value/versions?normalize=False"]));
        using var body = JsonDocument.Parse(server.Requests[0].Body);
        Assert.That(body.RootElement.GetProperty("schema").GetString(), Is.EqualTo("\"string\""));
        Assert.That(body.RootElement.GetProperty("schemaType").GetString(), Is.EqualTo("AVRO"));
        Assert.That(server.Requests[0].Headers["Content-Type"], Is.EqualTo("application/vnd.schemaregistry.v1+json"));
        Assert.That(server.Requests[0].Headers["Accept"], Does.StartWith("application/vnd.schemaregistry.v1+json").And.Contain("application/json"));
    }

    [Test]
    public async Task References_travel_with_the_schema_and_back(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = request => request.Method == "GET"
            ? FakeAnswer.Json("""{"schema":"\"a.B\"","references":[{"name":"a.B","subject":"b","version":3}],"later":{"x":1}}""")
            : null;
        using var client = Clients.Plain(server.Url);
        var schema = Clients.Avro("\"a.B\"", new SchemaReference("a.B", "b", 3));

        await client.RegisterAsync("s", schema, true, token);
        var read = await client.GetByIdAsync(12, null, token);

        Assert.That(server.Requests[0].Target, Is.EqualTo("/subjects/s/versions?normalize=True"));
        Assert.That(server.Requests[0].Body, Does.Contain("""{"name":"a.B","subject":"b","version":3}"""));
        Assert.That(server.Requests[1].Target, Is.EqualTo("/schemas/ids/12"));
        Assert.That(read.Schema, Is.EqualTo(schema));
    }

    [TestCase("a/b c-value", "/subjects/a%2Fb%20c-value/versions?normalize=False")]
    [TestCase("ü?#&=%-value", "/subjects/%C3%BC%3F%23%26%3D%25-value/versions?normalize=False")]
    [TestCase(":.ctx:t-value", "/subjects/%3A.ctx%3At-value/versions?normalize=False")]
    public async Task Subjects_are_percent_encoded(string subject, string target, CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        using var client = Clients.Plain(server.Url);

        await client.RegisterAsync(subject, Text, false, token);

        Assert.That(server.Requests.Single().Target, Is.EqualTo(target));
    }

    [TestCase("/apis/ccompat/v7", "/apis/ccompat/v7/subjects/s/versions/latest")]
    [TestCase("/apis/ccompat/v7/", "/apis/ccompat/v7/subjects/s/versions/latest")]
    [TestCase("", "/subjects/s/versions/latest")]
    [TestCase("/", "/subjects/s/versions/latest")]
    public async Task Path_of_the_base_url_is_kept(string path, string target, CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync(path);
        server.Script = _ => FakeAnswer.Json("""{"id":9,"version":4,"schema":"\"int\""}""");
        using var client = Clients.Plain(server.Url);

        var latest = await client.GetLatestAsync("s", token);

        Assert.That(server.Requests.Single().Target, Is.EqualTo(target));
        Assert.That(latest.Version, Is.EqualTo(4));
    }

    [Test]
    public async Task Every_call_asks_as_the_reference_does(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = request => request.Target.Contains("/associations/", StringComparison.Ordinal)
            ? FakeAnswer.Json("""[{"subject":"orders"}]""")
            : FakeAnswer.Json("""{"schema":"\"int\"","id":1}""");
        using var client = Clients.Plain(server.Url);
        var guid = Guid.Parse("095d71cf-1255-6b9d-5e33-0ad575b3df5d");

        await client.LookUpAsync("s", Text, false, true, token);
        await client.GetByIdAsync(7, "t-value", token);
        await client.GetByGuidAsync(guid, token);
        await client.GetVersionAsync("s", 3, token);
        await client.GetLatestWithMetadataAsync("s", MetadataQuery.Parse("k", "b=2, a=x y"), token);
        var subjects = await client.GetAssociatedSubjectsAsync("-", "t/1", true, token);

        Assert.That(server.Lines, Is.EqualTo([
            "POST /subjects/s?normalize=False&deleted=True",
            "GET /schemas/ids/7?subject=t-value",
            "GET /schemas/guids/095d71cf-1255-6b9d-5e33-0ad575b3df5d",
            "GET /subjects/s/versions/3?deleted=True",
            "GET /subjects/s/metadata?key=a&value=x%20y&key=b&value=2&deleted=False",
            "GET /associations/resources/-/t%2F1?resourceType=topic&associationType=key",
        ]));
        Assert.That(subjects, Is.EqualTo(["orders"]));
    }

    [Test]
    public async Task Associations_that_a_registry_lacks_are_none(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Html(404);
        using var client = Clients.Plain(server.Url);

        Assert.That(await client.GetAssociatedSubjectsAsync("-", "t", false, token), Is.Empty);
    }

    [Test]
    public async Task Data_rules_are_told_apart_by_the_side_that_runs_them(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""
            {"schema":"\"int\"","ruleSet":{"domainRules":[{"name":"w","mode":"WRITE"},{"name":"r","mode":"READ"},
            {"name":"off","mode":"WRITEREAD","disabled":true}],"encodingRules":[{"name":"both","mode":"WRITEREAD"}],"migrationRules":[{"name":"m","mode":"UPGRADE"}]},
            "metadata":{"properties":{"confluent:version":"5"},"tags":{"a":["PII"]}}}
            """);
        using var client = Clients.Plain(server.Url);

        var schema = await client.GetByIdAsync(1, null, token);

        Assert.That(schema.RulesFor(RuleMode.Write), Is.EqualTo(["w", "both"]));
        Assert.That(schema.RulesFor(RuleMode.Read), Is.EqualTo(["r", "both"]));
        Assert.That(schema.Schema!.Metadata.Properties["confluent:version"], Is.EqualTo("5"));
    }
}
