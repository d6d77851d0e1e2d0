using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Client;
using Connect.Converters.Avro.Registry.Mock;
using Connect.Converters.Avro.Tests.Registry.Fakes;

namespace Connect.Converters.Avro.Tests.Registry.Mock;

public sealed class MockRegistryClientTests
{
    private const string Empty = """{"type":"record","name":"R","fields":[]}""";
    private const string WithDefault = """{"type":"record","name":"R","fields":[{"name":"a","type":"int","default":0}]}""";
    private const string WithoutDefault = """{"type":"record","name":"R","fields":[{"name":"b","type":"int"}]}""";

    private readonly MockRegistryClient _mock = new();
    private ISchemaRegistry _registry = null!;

    [SetUp]
    public void Create() => _registry = new ClientSchemaRegistry(_mock, RetryPolicy.None, TimeProvider.System, null, ownsClient: true);

    [TearDown]
    public void Dispose() => _registry.Dispose();

    [Test]
    public async Task One_content_has_one_id_under_any_subject()
    {
        var first = await _registry.RegisterAsync("a", Clients.Avro(Empty), false);
        var again = await _registry.RegisterAsync("a", Clients.Avro(Empty.Replace(",", " , ", StringComparison.Ordinal)), false);
        var elsewhere = await _registry.RegisterAsync("b", Clients.Avro(Empty), false);

        Assert.That((first.Id, first.Version), Is.EqualTo((1, 1)));
        Assert.That((again.Id, again.Version), Is.EqualTo((1, 1)));
        Assert.That((elsewhere.Id, elsewhere.Version, elsewhere.Subject), Is.EqualTo((1, 1, "b")));
        Assert.That(first.Guid, Is.EqualTo(elsewhere.Guid).And.Not.Null);
    }

    [Test]
    public async Task Versions_grow_and_are_found_again()
    {
        await _registry.RegisterAsync("a", Clients.Avro(Empty), false);
        var second = await _registry.RegisterAsync("a", Clients.Avro(WithDefault), false);

        Assert.That((second.Id, second.Version), Is.EqualTo((2, 2)));
        Assert.That(await _registry.GetLatestAsync("a"), Is.EqualTo(second));
        Assert.That(await _registry.GetVersionAsync("a", 2), Is.EqualTo(second));
        Assert.That(await _registry.LookUpAsync("a", Clients.Avro(WithDefault), false, false), Is.EqualTo(second));
        Assert.That((await _registry.GetByGuidAsync(second.Guid!.Value)).Schema!.SchemaString, Is.EqualTo(WithDefault));
    }

    [Test]
    public async Task Incompatible_schema_is_refused_with_subject_version_and_rule()
    {
        await _registry.RegisterAsync("a", Clients.Avro(Empty), false);

        await Assert.ThatAsync(
            async () => await _registry.RegisterAsync("a", Clients.Avro(WithoutDefault), false),
            Throws.TypeOf<IncompatibleSchemaException>().With.Message.Contains("\"a\"")
                .And.Message.Contains("READER_FIELD_MISSING_DEFAULT_VALUE at /b").And.Message.Contains("oldSchemaVersion: 1").And.Message.Contains(
                    "BACKWARD"));
        Assert.That((await _registry.GetLatestAsync("a")).Version, Is.EqualTo(1));
    }

    [TestCase(Compatibility.None, true, true)]
    [TestCase(Compatibility.Backward, false, true)]
    [TestCase(Compatibility.BackwardTransitive, false, false)]
    [TestCase(Compatibility.Forward, true, true)]
    [TestCase(Compatibility.ForwardTransitive, true, false)]
    [TestCase(Compatibility.Full, false, true)]
    [TestCase(Compatibility.FullTransitive, false, false)]
    public async Task Rule_decides_what_may_follow(Compatibility level, bool newField, bool oldest)
    {
        await _mock.UpdateCompatibilityAsync(Compatibility.None, "a");
        await _registry.RegisterAsync("a", Clients.Avro("\"string\""), false);
        await _registry.RegisterAsync("a", Clients.Avro(Empty), false);
        await _mock.UpdateCompatibilityAsync(level, "a");

        Assert.That(await _mock.GetCompatibilityAsync("a"), Is.EqualTo(level));
        Assert.That(
            await _mock.IsCompatibleAsync("a", Clients.Avro(WithoutDefault)),
            Is.EqualTo(newField
                && (oldest || level is not (Compatibility.BackwardTransitive or Compatibility.ForwardTransitive or Compatibility.FullTransitive))));
        Assert.That(await _mock.IsCompatibleAsync("a", Clients.Avro(Empty)), Is.EqualTo(oldest));
    }

    [Test]
    public async Task Schema_may_refer_to_other_subjects()
    {
        await _registry.RegisterAsync("r", Clients.Avro(Empty), false);
        var schema = Clients.Avro("""{"type":"array","items":"R"}""", new SchemaReference("R", "r", 1));

        var registered = await _registry.RegisterAsync("a", schema, false);

        Assert.That((await _registry.GetByIdAsync(registered.Id!.Value, "a")).Schema, Is.EqualTo(schema));
        await Assert.ThatAsync(
            async () => await _registry.RegisterAsync("b", Clients.Avro("\"R\"", new SchemaReference("R", "r", 2)), false),
            Throws.InstanceOf<DataException>());
    }

    [Test]
    public async Task Unknown_is_told_as_not_found()
    {
        await Assert.ThatAsync(async () => await _registry.GetByIdAsync(1, null), Throws.TypeOf<SchemaNotFoundException>());
        await Assert.ThatAsync(async () => await _registry.GetLatestAsync("a"), Throws.TypeOf<SchemaNotFoundException>());
        await Assert.ThatAsync(async () => await _registry.GetByGuidAsync(Guid.NewGuid()), Throws.TypeOf<SchemaNotFoundException>());
        await Assert.ThatAsync(
            async () => await _registry.LookUpAsync("a", Clients.Avro(Empty), false, true), Throws.TypeOf<SchemaNotFoundException>());
    }

    [Test]
    public async Task Schema_that_is_none_is_refused()
    {
        await Assert.ThatAsync(async () => await _registry.RegisterAsync("a", Clients.Avro("{"), false), Throws.InstanceOf<DataException>());
        await Assert.ThatAsync(
            async () => await _registry.RegisterAsync("a", new Schema("{}", SchemaType.Json), false), Throws.InstanceOf<DataException>());
    }
}
