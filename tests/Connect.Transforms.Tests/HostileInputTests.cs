using Connect.Connectors;
using Connect.Data;

namespace Connect.Transforms.Tests;

/// <summary>Records that nobody means well: they lead to an answer or to an error that says what is wrong, never to a crash.</summary>
public sealed class HostileInputTests
{
    [Test]
    public void Maps_nested_without_end_are_refused()
    {
        var map = new ConnectMap { ["x"] = 1 };
        for (var i = 0; i < 100_000; i++)
            map = new ConnectMap { ["x"] = map };
        Assert.That(
            () => new Flatten(new FlattenOptions()).Apply(TestRecords.Source(null, map)),
            Throws.InstanceOf<DataException>().With.Message.Contains("nesting deeper than 1000"));
    }

    [Test]
    public void A_map_a_thousand_deep_is_flattened()
    {
        var map = new ConnectMap { ["x"] = 1 };
        for (var i = 0; i < 1000; i++)
            map = new ConnectMap { ["x"] = map };
        var flat = (ConnectMap)new Flatten(new FlattenOptions { Delimiter = "" }).Apply(TestRecords.Source(null, map))!.Value!;
        Assert.That(flat.Single().Key, Is.EqualTo(new string('x', 1001)));
    }

    [Test]
    public void Ten_thousand_fields_pass_through_every_transform_of_structs()
    {
        var builder = SchemaBuilder.Struct();
        for (var i = 0; i < 10_000; i++)
            builder.Field($"f{i}", Schema.Int32);
        var data = new Struct(builder.Build());
        for (var i = 0; i < 10_000; i++)
            data.SetInt32At(i, i);
        ConnectRecord? record = TestRecords.Source(data.Schema, data);
        ITransform<ConnectRecord>[] transforms =
        [
            new Cast(new CastOptions { Fields = new Dictionary<string, SchemaType> { ["f9999"] = SchemaType.String } }),
            new Flatten(new FlattenOptions()),
            new InsertField(new InsertFieldOptions { TopicField = "t" }), new MaskField(new MaskFieldOptions { Fields = ["f0"] }),
            new ReplaceField(new ReplaceFieldOptions { Exclude = ["f1"] }),
            new HoistField(new HoistFieldOptions { Field = "h" }), new Flatten(new FlattenOptions()),
        ];
        foreach (var transform in transforms)
            record = transform.Apply(record!);
        Assert.That(record!.ValueSchema!.Fields, Has.Count.EqualTo(10_000));
        Assert.That(((Struct)record.Value!)["h.f9999"], Is.EqualTo("9999"));
    }

    [Test]
    public void Keys_that_are_no_names_are_refused()
    {
        var record = TestRecords.Source(null, new ConnectMap { [5] = new ConnectMap { ["x"] = 1 } });
        Assert.That(() => new Flatten(new FlattenOptions()).Apply(record), Throws.InstanceOf<DataException>());
        Assert.That(() => new ReplaceField(new ReplaceFieldOptions { Exclude = ["x"] }).Apply(record), Throws.InstanceOf<DataException>());
    }

    [TestCase(double.NaN, 0)]
    [TestCase(double.PositiveInfinity, -1)]
    [TestCase(double.NegativeInfinity, 0)]
    [TestCase(-1e300, 0)]
    [TestCase(128.9, -128)]
    public void Odd_numbers_narrow_as_in_Java(double number, int expected)
    {
        var cast = new Cast(new CastOptions { Whole = SchemaType.Int8 });
        Assert.That(cast.Apply(TestRecords.Source(Schema.Float64, number))!.Value, Is.EqualTo((sbyte)expected));
    }

    [Test]
    public void A_decimal_of_a_billion_digits_is_cast_in_no_time()
    {
        var cast = new Cast(new CastOptions { Whole = SchemaType.Int64 });
        Assert.That(cast.Apply(TestRecords.Source(LogicalTypes.Decimal(-1_000_000_000), new ConnectDecimal(1, -1_000_000_000)))!.Value, Is.Zero);
        Assert.That(cast.Apply(TestRecords.Source(LogicalTypes.Decimal(1_000_000_000), new ConnectDecimal(1, 1_000_000_000)))!.Value, Is.Zero);
    }

    [Test]
    public void Thousands_of_topics_are_routed_without_keeping_them_all()
    {
        var route = new RegexRouter(new RegexRouterOptions { Regex = "t(\\d+)", Replacement = "u$1" });
        for (var i = 0; i < 5000; i++)
            Assert.That(route.Apply(TestRecords.Source(null, "v", $"t{i}"))!.Topic, Is.EqualTo($"u{i}"));
    }
}
