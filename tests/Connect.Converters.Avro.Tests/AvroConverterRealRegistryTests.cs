using Connect.Converters.Avro.Tests.Registry.Fakes;
using Connect.Converters.Avro.Tests.Registry.Real;
using Connect.Data;

namespace Connect.Converters.Avro.Tests;

/// <summary>The converter against a real registry; each test has topics of its own.</summary>
[Category("Registry")]
[CancelAfter(120_000)]
public sealed class AvroConverterRealRegistryTests
{
    private static LocalRegistry _registry = null!;

    private readonly string _topic = $"t-{Guid.NewGuid():N}";
    private readonly string _name = $"a.b.R{Guid.NewGuid():N}";

    [OneTimeSetUp]
    public static async Task StartRegistry() => _registry = await LocalRegistry.StartAsync();

    [OneTimeTearDown]
    public static async Task StopRegistry()
    {
        if (_registry is not null)
            await _registry.DisposeAsync();
    }

    [Test]
    public async Task Two_writers_of_one_connect_schema_get_one_id()
    {
        using var one = new ConverterUnderTest(_registry.Url);
        using var two = new ConverterUnderTest(_registry.Url);

        var first = await one.WriteHexAsync(Rich(), Value(Rich()), _topic);
        var second = await two.WriteHexAsync(Rich(), Value(Rich()), _topic);

        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public async Task Written_record_is_read_back_with_its_schema_and_version()
    {
        using var writer = new ConverterUnderTest(_registry.Url);
        using var reader = new ConverterUnderTest(_registry.Url);

        var read = await reader.ReadAsync(await writer.WriteAsync(Rich(), Value(Rich()), _topic), _topic);

        Assert.That(read.Schema!.Version, Is.EqualTo(1));
        Assert.That(read.Schema.Fields.Select(field => field.Name), Is.EqualTo(Rich().Fields.Select(field => field.Name)));
        Assert.That(((Struct)read.Value!)["amount"], Is.EqualTo(ConnectDecimal.Parse("12.50")));
        Assert.That(((Struct)read.Value!)["byte"], Is.EqualTo((sbyte)-3));
    }

    [Test]
    public async Task Schema_evolves_and_both_versions_are_read()
    {
        using var writer = new ConverterUnderTest(_registry.Url);
        using var reader = new ConverterUnderTest(_registry.Url);
        var one = SchemaBuilder.Struct().Name(_name).Field("a", Schema.Int32).Build();
        var two = SchemaBuilder.Struct().Name(_name).Field("a", Schema.Int32).Field("b", SchemaBuilder.String().Default("x").Build()).Build();

        var old = await writer.WriteAsync(one, new Struct(one).Put("a", 1), _topic);
        var current = await writer.WriteAsync(two, new Struct(two).Put("a", 2).Put("b", "y"), _topic);

        Assert.That((await reader.ReadAsync(old, _topic)).Schema!.Version, Is.EqualTo(1));
        Assert.That((await reader.ReadAsync(current, _topic)).Schema!.Version, Is.EqualTo(2));

        using var latest = new ConverterUnderTest(_registry.Url, ("use.latest.version", "true"));
        Assert.That(((Struct)(await latest.ReadAsync(old, _topic)).Value!)["b"], Is.EqualTo("x"));
    }

    [Test]
    public async Task Incompatible_schema_is_a_data_error_that_names_subject_version_and_rule()
    {
        using var writer = new ConverterUnderTest(_registry.Url);
        var one = SchemaBuilder.Struct().Name(_name).Field("a", Schema.Int32).Build();
        var two = SchemaBuilder.Struct().Name(_name).Field("b", Schema.Int32).Build();
        await writer.WriteAsync(one, new Struct(one).Put("a", 1), _topic);
        await Clients.SetCompatibilityAsync(_registry.Url, _topic + "-value", Confluent.SchemaRegistry.Compatibility.Backward);

        await Assert.ThatAsync(
            async () => await writer.WriteAsync(two, new Struct(two).Put("b", 1), _topic),
            Throws.InstanceOf<DataException>().With.Message.Contains($"{_topic}-value").And.Message.Contains("version 1").And.Message.Contains(
                "BACKWARD"));
    }

    [Test]
    public async Task Unknown_id_is_a_data_error()
    {
        using var reader = new ConverterUnderTest(_registry.Url);

        await Assert.ThatAsync(
            async () => await reader.ReadHexAsync("0000ffffff0a", _topic), Throws.InstanceOf<DataException>().With.Message.Contains(_topic));
    }

    [Test]
    public async Task Latest_version_is_written_when_nothing_may_be_registered()
    {
        using var owner = new ConverterUnderTest(_registry.Url);
        using var writer = new ConverterUnderTest(_registry.Url, ("auto.register.schemas", "false"), ("use.latest.version", "true"));
        using var unknown = new ConverterUnderTest(_registry.Url, ("auto.register.schemas", "false"));
        var registered = SchemaBuilder.Struct().Name(_name).Field("a", Schema.Int32).Build();
        var ours = SchemaBuilder.Struct().Name(_name).Field("extra", Schema.String).Field("a", Schema.Int32).Build();
        var expected = await owner.WriteHexAsync(registered, new Struct(registered).Put("a", 1), _topic);

        Assert.That(await writer.WriteHexAsync(ours, new Struct(ours).Put("a", 1).Put("extra", "x"), _topic), Is.EqualTo(expected));
        await Assert.ThatAsync(
            async () => await unknown.WriteAsync(ours, new Struct(ours).Put("a", 1).Put("extra", "x"), _topic), Throws.InstanceOf<DataException>());
    }

    private Schema Rich() => SchemaBuilder.Struct().Name(_name).Version(1).Doc("all that makes text")
        .Field("byte", Schema.Int8)
        .Field("amount", LogicalTypes.Decimal(2))
        .Field("when", LogicalTypes.Timestamp)
        .Field("ratio", SchemaBuilder.Float32().Default(12.2f).Build())
        .Field("tags", SchemaBuilder.Map(Schema.Int32, Schema.OptionalString).Optional().Build())
        .Field("note", SchemaBuilder.String().Parameter("p", "ü\"").Optional().Build())
        .Build();

    private static Struct Value(Schema schema) => new Struct(schema)
        .Put("byte", (sbyte)-3)
        .Put("amount", ConnectDecimal.Parse("12.50"))
        .Put("when", DateTimeOffset.UnixEpoch)
        .Put("ratio", 1.5f);
}
