using Avro.Generic;
using Connect.Converters.Avro.Registry;
using Connect.Data;

namespace Connect.Converters.Avro.Tests.Records;

/// <summary>Connectors hand over and get records of Apache.Avro: generic ones, and classes that are generated.</summary>
[CancelAfter(60_000)]
public sealed class RecordTests
{
    private readonly string _url = $"mock://{Guid.NewGuid():N}";

    [Test]
    public async Task Generated_class_is_written_and_read_as_a_struct()
    {
        var pool = new Connect.Converters.Avro.Registry.RegistryPool(TimeProvider.System);
        using var writer = new ConverterUnderTest(_url, pool, TimeProvider.System);
        using var reader = new ConverterUnderTest(_url, pool, TimeProvider.System);

        var read = await reader.ReadAsync(await writer.WriteAsync(null, Order.Sample()));

        var value = (Struct)read.Value!;
        Assert.That(read.Schema!.Name, Is.EqualTo(Order._SCHEMA.Fullname));
        Assert.That(value["id"], Is.EqualTo(42L));
        Assert.That(value["customer"], Is.EqualTo("Ada"));
        Assert.That(value["amount"], Is.EqualTo(ConnectDecimal.Parse("12.50")));
        Assert.That(value["placed"], Is.EqualTo(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task Generic_record_and_generated_class_of_one_schema_have_the_same_bytes()
    {
        using var writer = new ConverterUnderTest(_url);

        var specific = await writer.WriteHexAsync(null, Order.Sample());
        var generic = await writer.WriteHexAsync(null, Generic(Order.Sample()));

        Assert.That(generic, Is.EqualTo(specific));
    }

    [TestCase("generic")]
    [TestCase("specific")]
    [TestCase("SPECIFIC")]
    public async Task Sink_gets_the_records_that_it_asks_for(string form)
    {
        var pool = new Connect.Converters.Avro.Registry.RegistryPool(TimeProvider.System);
        using var writer = new ConverterUnderTest(_url, pool, TimeProvider.System);
        using var reader = new ConverterUnderTest(_url, pool, TimeProvider.System, ("avro.record.type", form));

        var read = await reader.ReadAsync(await writer.WriteAsync(null, Order.Sample()));

        Assert.That(read.Schema, Is.Null);
        Assert.That(read.Value, form == "generic" ? Is.EqualTo(Generic(Order.Sample())) : Is.EqualTo(Order.Sample()));
    }

    [Test]
    public async Task Generated_class_that_is_newer_than_the_data_gets_its_default()
    {
        var pool = new Connect.Converters.Avro.Registry.RegistryPool(TimeProvider.System);
        using var writer = new ConverterUnderTest(_url, pool, TimeProvider.System);
        using var reader = new ConverterUnderTest(_url, pool, TimeProvider.System, ("avro.record.type", "specific"));
        var old = (global::Avro.RecordSchema)global::Avro.Schema.Parse(
            Order._SCHEMA.ToString().Replace(""",{"name":"source","default":"shop","type":"string"}""", "", StringComparison.Ordinal));
        Assert.That(old.Fields, Has.Count.EqualTo(5));
        var record = new GenericRecord(old);
        foreach (var field in old.Fields)
            record.Add(field.Name, field.Name == "tags" ? new object[] { "a" } : Order.Sample().Get(field.Pos));

        var read = (Order)(await reader.ReadAsync(await writer.WriteAsync(null, record))).Value!;

        Assert.That(read.Source, Is.EqualTo("shop"));
        Assert.That(read.Tags, Is.EqualTo(["a"]));
    }

    [Test]
    public async Task Data_that_is_no_record_is_read_as_ever()
    {
        using var converter = new ConverterUnderTest(_url, ("avro.record.type", "specific"));

        Assert.That((await converter.ReadAsync(await converter.WriteAsync(Connect.Data.Schema.String, "x"))).Value, Is.EqualTo("x"));
    }

    [Test]
    public async Task Class_that_is_not_there_is_named()
    {
        var schema = SchemaBuilder.Struct().Name("nowhere.Unknown").Field("a", Connect.Data.Schema.Int32).Build();
        using var converter = new ConverterUnderTest(_url, ("avro.record.type", "specific"));
        var bytes = await converter.WriteAsync(schema, new Struct(schema).Put("a", 1));

        await Assert.ThatAsync(
            async () => await converter.ReadAsync(bytes), Throws.InstanceOf<DataException>().With.Message.Contains("nowhere.Unknown"));
    }

    [Test]
    public async Task Record_that_does_not_fit_its_schema_is_a_data_error_and_registers_nothing()
    {
        var pool = new Connect.Converters.Avro.Registry.RegistryPool(TimeProvider.System);
        using var writer = new ConverterUnderTest(_url, pool, TimeProvider.System);
        var record = new GenericRecord((global::Avro.RecordSchema)Order._SCHEMA);
        record.Add("id", "text");

        await Assert.ThatAsync(async () => await writer.WriteAsync(null, record), Throws.InstanceOf<DataException>().With.Message.Contains("Order"));
        Assert.That(await pool.Mock(_url["mock://".Length..]).GetAllSubjectsAsync(), Is.Empty);
    }

    [Test]
    public async Task Prescribed_schema_with_other_places_takes_fields_by_name()
    {
        var pool = new Connect.Converters.Avro.Registry.RegistryPool(TimeProvider.System);
        var prescribed =
            $$"""{"type":"record","name":"Order","namespace":"{{typeof(Order).Namespace}}","fields":[{"name":"source","type":"string"},{"name":"id","type":"long"}]}""";
        await pool.Mock(_url["mock://".Length..]).RegisterSchemaAsync("t-value", prescribed);
        using var writer = new ConverterUnderTest(
            _url, pool, TimeProvider.System, ("auto.register.schemas", "false"), ("use.latest.version", "true"));
        using var reader = new ConverterUnderTest(_url, pool, TimeProvider.System);

        var value = (Struct)(await reader.ReadAsync(await writer.WriteAsync(null, Order.Sample()))).Value!;

        Assert.That(value["source"], Is.EqualTo("web"));
        Assert.That(value["id"], Is.EqualTo(42L));
    }

    [Test]
    public void Struct_and_record_are_mapped_for_connectors_with_transforms()
    {
        var data = new AvroData();

        var mapped = data.FromRecord(Order.Sample());

        Assert.That(((Struct)mapped.Value!)["customer"], Is.EqualTo("Ada"));
        Assert.That(data.ToSpecificRecord<Order>((Struct)mapped.Value), Is.EqualTo(Order.Sample()));
        Assert.That(data.ToGenericRecord((Struct)mapped.Value).GetValue(0), Is.EqualTo(42L));
        Assert.That(() => data.FromRecord("text"), Throws.ArgumentException);
        Assert.That(data.FromRecord(Generic(Order.Sample())).Value, Is.EqualTo(mapped.Value));
    }

    [Test]
    public void Struct_without_a_field_of_the_class_gets_its_default()
    {
        var schema = SchemaBuilder.Struct().Name("Order")
            .Field("id", Connect.Data.Schema.Int64).Field("customer", Connect.Data.Schema.OptionalString).Field("amount", LogicalTypes.Decimal(2))
            .Field("placed", LogicalTypes.Timestamp)
            .Field("tags", SchemaBuilder.Array(Connect.Data.Schema.String).Build()).Build();
        var value = new Struct(schema).Put("id", 1L).Put("amount", ConnectDecimal.Parse("1.00")).Put("placed", DateTimeOffset.UnixEpoch)
            .Put("tags", new object?[] { "x" });

        Assert.That(new AvroData().ToSpecificRecord<Order>(value).Source, Is.EqualTo("shop"));
    }

    private static GenericRecord Generic(Order order)
    {
        var record = new GenericRecord((global::Avro.RecordSchema)Order._SCHEMA);
        foreach (var field in ((global::Avro.RecordSchema)Order._SCHEMA).Fields)
            record.Add(field.Name, field.Name == "tags" ? order.Tags.Cast<object>().ToArray() : order.Get(field.Pos));

        return record;
    }
}
