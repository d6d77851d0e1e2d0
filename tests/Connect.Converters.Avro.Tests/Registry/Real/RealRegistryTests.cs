using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Tests.Registry.Fakes;

namespace Connect.Converters.Avro.Tests.Registry.Real;

/// <summary>The client against Apicurio's implementation of Confluent's API; each test has subjects of its own.</summary>
[Category("Registry")]
[CancelAfter(120_000)]
public sealed class RealRegistryTests
{
    private static LocalRegistry _registry = null!;

    private readonly string _subject = $"s-{Guid.NewGuid():N}";
    private readonly string _name = $"R{Guid.NewGuid():N}";

    [OneTimeSetUp]
    public static async Task StartRegistry() => _registry = await LocalRegistry.StartAsync();

    [OneTimeTearDown]
    public static async Task StopRegistry()
    {
        if (_registry is not null)
            await _registry.DisposeAsync();
    }

    [Test]
    public async Task Schema_registered_by_two_clients_has_one_id(CancellationToken token)
    {
        using var one = Clients.Plain(_registry.Url);
        using var two = Clients.Plain(_registry.Url);

        var first = await one.RegisterAsync(_subject, Record("a"), false, token);
        var second = await two.RegisterAsync(_subject, Record("a"), false, token);

        Assert.That(first.Id, Is.GreaterThan(0));
        Assert.That(second.Id, Is.EqualTo(first.Id));
    }

    [Test]
    public async Task Registered_schema_is_read_back_by_id_version_and_text(CancellationToken token)
    {
        using var client = Clients.Plain(_registry.Url);

        var first = await client.RegisterAsync(_subject, Record("a"), false, token);
        var second = await client.RegisterAsync(_subject, Record("a", "b"), false, token);
        var byId = await client.GetByIdAsync(first.Id!.Value, _subject, token);
        var found = await client.LookUpAsync(_subject, byId.Schema!, false, true, token);
        var latest = await client.GetLatestAsync(_subject, token);

        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
        Assert.That(AvroSchema.Parse(byId.Schema!.SchemaString), Is.EqualTo(AvroSchema.Parse(Record("a").SchemaString)));
        Assert.That((found.Id, found.Version), Is.EqualTo((first.Id, 1)));
        Assert.That((latest.Id, latest.Version), Is.EqualTo((second.Id, 2)));
        Assert.That((await client.GetVersionAsync(_subject, 1, token)).Id, Is.EqualTo(first.Id));
    }

    [Test]
    public async Task Incompatible_schema_is_told_with_subject_version_and_rule(CancellationToken token)
    {
        using var client = Clients.Plain(_registry.Url);
        await client.RegisterAsync(_subject, Record("a"), false, token);
        await Clients.SetCompatibilityAsync(_registry.Url, _subject, Compatibility.Backward);

        var incompatible = Clients.Avro($$"""{"type":"record","name":"{{_name}}","fields":[{"name":"new","type":"int"}]}""");

        await Assert.ThatAsync(
            async () => await client.RegisterAsync(_subject, incompatible, false, token),
            Throws.TypeOf<IncompatibleSchemaException>().With.Message.Contains(_subject).And.Message.Contains("version 1").And.Message.Contains(
                "BACKWARD"));
    }

    [Test]
    public async Task Schema_that_is_none_is_a_data_error(CancellationToken token)
    {
        using var client = Clients.Plain(_registry.Url);

        await Assert.ThatAsync(
            async () => await client.RegisterAsync(_subject, Clients.Avro("""{"type":"nonsense"}"""), false, token),
            Throws.TypeOf<DataException>().With.Message.Contains("42201"));
    }

    [Test]
    public async Task Unknown_id_subject_version_and_schema_are_not_found(CancellationToken token)
    {
        using var client = Clients.Plain(_registry.Url);
        await Assert.ThatAsync(async () => await client.GetByIdAsync(987_654_321, _subject, token), Throws.TypeOf<SchemaNotFoundException>());
        await Assert.ThatAsync(async () => await client.GetLatestAsync(_subject, token), Throws.TypeOf<SchemaNotFoundException>());
        await Assert.ThatAsync(
            async () => await client.LookUpAsync(_subject, Record("a"), false, true, token), Throws.TypeOf<SchemaNotFoundException>());

        await client.RegisterAsync(_subject, Record("a"), false, token);
        await Assert.ThatAsync(async () => await client.GetVersionAsync(_subject, 9, token), Throws.TypeOf<SchemaNotFoundException>());
    }

    [Test]
    public async Task Subject_with_characters_that_need_escaping_is_one_subject(CancellationToken token)
    {
        using var client = Clients.Plain(_registry.Url);
        var subject = $"{_subject}/b c+ü%-value";

        var registered = await client.RegisterAsync(subject, Record("a"), false, token);

        Assert.That((await client.GetLatestAsync(subject, token)).Id, Is.EqualTo(registered.Id));
    }

    [Test]
    public async Task References_are_kept(CancellationToken token)
    {
        using var client = Clients.Plain(_registry.Url);
        await client.RegisterAsync(_subject + "-ref", Record("a"), false, token);
        var schema = Clients.Avro(
            $$"""{"type":"record","name":"Outer{{_name}}","fields":[{"name":"inner","type":"{{_name}}"}]}""",
            new SchemaReference(_name, _subject + "-ref", 1));

        var registered = await client.RegisterAsync(_subject, schema, false, token);
        var read = await client.GetByIdAsync(registered.Id!.Value, _subject, token);

        Assert.That(read.Schema!.References, Is.EqualTo(schema.References));
    }

    [Test]
    public async Task What_this_registry_lacks_reads_as_absent(CancellationToken token)
    {
        using var client = Clients.Plain(_registry.Url);

        Assert.That(await client.GetAssociatedSubjectsAsync("-", "t", false, token), Is.Empty);
    }

    [Test]
    public async Task Outage_is_retriable_and_over_when_the_registry_is_back(CancellationToken token)
    {
        await using var registry = await LocalRegistry.StartAsync();
        using var client = Clients.Caching(registry.Url, null, ("max.retries", "1"), ("retries.wait.ms", "10"));
        var before = await client.RegisterAsync(_subject, Record("a"), false, token);

        await registry.StopAsync();
        await Assert.ThatAsync(
            async () => await client.RegisterAsync(_subject, Record("a", "b"), false, token),
            Throws.TypeOf<RetriableConnectException>().With.Message.Contains(_subject).And.Message.Contains(registry.Url));
        Assert.That((await client.RegisterAsync(_subject, Record("a"), false, token)).Id, Is.EqualTo(before.Id), "what is cached needs no registry");

        await registry.RestartAsync();
        Assert.That((await client.RegisterAsync(_subject, Record("a", "b"), false, token)).Id, Is.GreaterThan(0));
    }

    private Schema Record(params string[] fields) => Clients.Avro(
        $$"""{"type":"record","name":"{{_name}}","fields":[{{string.Join(',', fields.Select(field => $$"""{"name":"{{field}}","type":["null","string"],"default":null}"""))}}]}""");
}
