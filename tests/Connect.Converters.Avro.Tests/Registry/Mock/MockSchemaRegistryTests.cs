using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Mock;

namespace Connect.Converters.Avro.Tests.Registry.Mock;

public sealed class MockSchemaRegistryTests
{
    private const string Empty = """{"type":"record","name":"R","fields":[]}""";
    private const string WithDefault = """{"type":"record","name":"R","fields":[{"name":"a","type":"int","default":0}]}""";
    private const string WithoutDefault = """{"type":"record","name":"R","fields":[{"name":"b","type":"int"}]}""";

    private readonly MockSchemaRegistry _registry = new();

    [Test]
    public async Task One_content_has_one_id_under_any_subject()
    {
        var first = await _registry.RegisterAsync("a", new SchemaDefinition(Empty), false);
        var again = await _registry.RegisterAsync("a", new SchemaDefinition(Empty.Replace(",", " , ", StringComparison.Ordinal)), false);
        var elsewhere = await _registry.RegisterAsync("b", new SchemaDefinition(Empty), false);

        Assert.That((first.Id, first.Version), Is.EqualTo((1, 1)));
        Assert.That((again.Id, again.Version), Is.EqualTo((1, 1)));
        Assert.That((elsewhere.Id, elsewhere.Version, elsewhere.Subject), Is.EqualTo((1, 1, "b")));
        Assert.That(first.Guid, Is.EqualTo(elsewhere.Guid).And.Not.Null);
    }

    [Test]
    public async Task Versions_grow_and_are_found_again()
    {
        await _registry.RegisterAsync("a", new SchemaDefinition(Empty), false);
        var second = await _registry.RegisterAsync("a", new SchemaDefinition(WithDefault), false);

        Assert.That((second.Id, second.Version), Is.EqualTo((2, 2)));
        Assert.That(await _registry.GetLatestAsync("a"), Is.EqualTo(second));
        Assert.That(await _registry.GetVersionAsync("a", 2, false), Is.EqualTo(second));
        Assert.That(await _registry.LookUpAsync("a", new SchemaDefinition(WithDefault), false, false), Is.EqualTo(second));
        Assert.That((await _registry.GetByGuidAsync(second.Guid!.Value, default)).Id, Is.EqualTo(2));
    }

    [Test]
    public async Task Incompatible_schema_is_refused_with_subject_version_and_rule()
    {
        await _registry.RegisterAsync("a", new SchemaDefinition(Empty), false);

        await Assert.ThatAsync(
            async () => await _registry.RegisterAsync("a", new SchemaDefinition(WithoutDefault), false),
            Throws.TypeOf<IncompatibleSchemaException>().With.Message.Contains("\"a\"")
                .And.Message.Contains("READER_FIELD_MISSING_DEFAULT_VALUE at /b").And.Message.Contains("oldSchemaVersion: 1").And.Message.Contains("BACKWARD"));
        Assert.That((await _registry.GetLatestAsync("a")).Version, Is.EqualTo(1));
    }

    [TestCase("NONE", true, true)]
    [TestCase("BACKWARD", false, true)]
    [TestCase("BACKWARD_TRANSITIVE", false, false)]
    [TestCase("FORWARD", true, true)]
    [TestCase("FORWARD_TRANSITIVE", true, false)]
    [TestCase("FULL", false, true)]
    [TestCase("FULL_TRANSITIVE", false, false)]
    public async Task Rule_decides_what_may_follow(string level, bool newField, bool oldest)
    {
        await _registry.SetCompatibilityAsync("a", "NONE");
        await _registry.RegisterAsync("a", new SchemaDefinition("\"string\""), false);
        await _registry.RegisterAsync("a", new SchemaDefinition(Empty), false);
        await _registry.SetCompatibilityAsync("a", level);

        Assert.That(await _registry.GetCompatibilityAsync("a"), Is.EqualTo(level));
        Assert.That(
            (await _registry.TestCompatibilityAsync("a", new SchemaDefinition(WithoutDefault))).IsCompatible,
            Is.EqualTo(newField && (oldest || !level.EndsWith("TRANSITIVE", StringComparison.Ordinal))));
        Assert.That((await _registry.TestCompatibilityAsync("a", new SchemaDefinition(Empty))).IsCompatible, Is.EqualTo(oldest));
    }

    [Test]
    public async Task Schema_may_refer_to_other_subjects()
    {
        await _registry.RegisterAsync("r", new SchemaDefinition(Empty), false);
        var schema = new SchemaDefinition("""{"type":"array","items":"R"}""", [new SchemaReference("R", "r", 1)]);

        var registered = await _registry.RegisterAsync("a", schema, false);

        Assert.That((await _registry.GetByIdAsync(registered.Id, "a")).Schema, Is.EqualTo(schema));
        await Assert.ThatAsync(
            async () => await _registry.RegisterAsync("b", new SchemaDefinition("\"R\"", [new SchemaReference("R", "r", 2)]), false), Throws.InstanceOf<DataException>());
    }

    [Test]
    public async Task Unknown_is_told_as_not_found()
    {
        await Assert.ThatAsync(async () => await _registry.GetByIdAsync(1, null), Throws.TypeOf<SchemaNotFoundException>());
        await Assert.ThatAsync(async () => await _registry.GetLatestAsync("a"), Throws.TypeOf<SchemaNotFoundException>());
        await Assert.ThatAsync(async () => await _registry.GetByGuidAsync(Guid.NewGuid()), Throws.TypeOf<SchemaNotFoundException>());
        await Assert.ThatAsync(async () => await _registry.LookUpAsync("a", new SchemaDefinition(Empty), false, true), Throws.TypeOf<SchemaNotFoundException>());
    }

    [Test]
    public async Task Schema_that_is_none_is_refused()
    {
        await Assert.ThatAsync(async () => await _registry.RegisterAsync("a", new SchemaDefinition("{"), false), Throws.InstanceOf<DataException>());
        await Assert.ThatAsync(async () => await _registry.RegisterAsync("a", new SchemaDefinition("{}", null, "JSON"), false), Throws.InstanceOf<DataException>());
    }
}
