using Connect.Data;

namespace Connect.Abstractions.Tests.Data;

public sealed class SchemaTests
{
    [Test]
    public void Primitive_types_have_constants([Values] SchemaType type)
    {
        if (!type.IsPrimitive())
        {
            Assert.That(() => Schema.Primitive(type), Throws.TypeOf<ArgumentOutOfRangeException>());
            return;
        }

        Assert.That(Schema.Primitive(type), Is.EqualTo(SchemaBuilder.OfType(type).Build()));
        Assert.That(Schema.Primitive(type, optional: true), Is.EqualTo(SchemaBuilder.OfType(type).Optional().Build()));
    }

    [Test]
    public void Fields_are_found_by_name_in_small_and_large_structs([Values(1, 6, 7, 200)] int count)
    {
        var builder = SchemaBuilder.Struct();
        for (var i = 0; i < count; i++)
            builder.Field($"f{i}", Schema.Int32);
        var schema = builder.Build();
        for (var i = 0; i < count; i++)
            Assert.That(schema.Field($"f{i}")!.Index, Is.EqualTo(i));
        Assert.That(schema.TryGetField("nope", out _), Is.False);
    }

    [Test]
    public void A_copy_keeps_everything_but_what_it_changes()
    {
        var schema = SchemaBuilder.Int32().Name("n").Version(3).Doc("d").Parameter("b", "2").Parameter("a", "1").Default(5).Build();
        var optional = schema.AsOptional();
        Assert.That(optional.IsOptional, Is.True);
        Assert.That(optional.AsRequired(), Is.EqualTo(schema));
        Assert.That(schema.AsOptional(), Is.SameAs(optional));
        Assert.That(optional.Parameters.Keys, Is.EqualTo(new[] { "b", "a" }));
        Assert.That(schema.WithDefault(null).DefaultValue, Is.Null);
        Assert.That(() => schema.WithDefault("x"), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_struct_schema_gets_its_default_from_outside_of_the_builder()
    {
        var builder = SchemaBuilder.Struct().Field("a", Schema.Int32);
        var value = new Struct(builder.Build()) { ["a"] = 1 };
        Assert.That(() => builder.Default(value), Throws.TypeOf<SchemaBuilderException>(), "as in Java");
        Assert.That(builder.Build().WithDefault(value).DefaultValue, Is.EqualTo(value));
    }

    [Test]
    public void A_builder_that_goes_on_does_not_change_what_it_built()
    {
        var builder = SchemaBuilder.Struct().Field("a", Schema.Int32).Parameter("p", "1");
        var first = builder.Build();
        var second = builder.Field("b", Schema.Int32).Parameter("p", "2").Build();
        Assert.That(first.Fields, Has.Count.EqualTo(1));
        Assert.That(first.Parameters["p"], Is.EqualTo("1"));
        Assert.That(second.Fields, Has.Count.EqualTo(2));
    }

    [Test]
    public void The_name_of_a_logical_type_decides_what_is_accepted()
    {
        Assert.That(LogicalTypes.Timestamp.LogicalType, Is.EqualTo(LogicalType.Timestamp));
        Assert.That(() => LogicalTypes.Timestamp.Validate(DateTimeOffset.UnixEpoch), Throws.Nothing);
        Assert.That(() => LogicalTypes.Timestamp.Validate(0L), Throws.TypeOf<DataException>());
        Assert.That(() => LogicalTypes.Date.Validate(new ConnectInstant(5)), Throws.Nothing);
        Assert.That(() => LogicalTypes.Decimal(2).Validate(1.50m), Throws.Nothing);
    }

    [Test]
    public void Normalizing_copies_only_what_is_not_in_form()
    {
        var schema = SchemaBuilder.Array(SchemaBuilder.Array(Schema.Int32).Build()).Build();
        var inForm = new List<object?> { new List<object?> { 1 } };
        Assert.That(schema.Normalize(inForm), Is.SameAs(inForm));
        var nested = new List<List<int>> { new() { 1, 2 }, new() { 3 } };
        Assert.That(schema.Normalize(nested), Is.EqualTo(new[] { new object[] { 1, 2 }, new object[] { 3 } }));
        var map = SchemaBuilder.Map(Schema.String, SchemaBuilder.Array(Schema.Int64).Build()).Build();
        Assert.That(map.Normalize(new Dictionary<string, long[]> { ["a"] = [1] }), Is.EqualTo(new ConnectMap { ["a"] = new List<object?> { 1L } }));
    }

    [Test]
    [CancelAfter(30_000)]
    public void A_value_nested_without_end_is_an_error_and_not_the_end_of_the_process()
    {
        var list = new List<object?>();
        for (var i = 0; i < 1_000_000; i++)
            list = [list];
        Assert.That(() => ValueFormatter.Format(list), Throws.TypeOf<DataException>());
        Assert.That(() => SchemaInference.Infer(list), Throws.TypeOf<DataException>());
        Assert.That(() => ValueEqualityComparer.Java.GetHashCode(list), Throws.TypeOf<DataException>());
    }

    [Test]
    public void An_array_with_the_name_of_a_logical_type_accepts_nothing()
    {
        var schema = SchemaBuilder.Array(Schema.Int8).Name(LogicalTypes.DateName).Build();
        Assert.That(() => schema.Validate(new DateOnly(2024, 2, 29)), Throws.TypeOf<DataException>());
        Assert.That(() => schema.Validate(new object?[] { (sbyte)1 }), Throws.TypeOf<DataException>());
    }
}
