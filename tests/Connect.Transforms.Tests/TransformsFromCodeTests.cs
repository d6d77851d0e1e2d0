using Connect.Connectors;
using Connect.Data;

namespace Connect.Transforms.Tests;

/// <summary>Transforms as a .NET program makes them, with options. What they do with records is compared with Kafka Connect's outcomes in the
/// conformance tests.</summary>
public sealed class TransformsFromCodeTests
{
    private static readonly Schema Order = SchemaBuilder.Struct().Name("order")
        .Field("id", Schema.Int64).Field("card", Schema.String).Field("at", LogicalTypes.Timestamp).Field("note", Schema.OptionalString).Build();

    private static Struct NewOrder() =>
        new(Order) { ["id"] = 17L, ["card"] = "4111", ["at"] = DateTimeOffset.FromUnixTimeMilliseconds(1_709_210_096_789) };

    [Test]
    public void Cast_changes_the_types_of_fields()
    {
        var cast = new Cast(
            new CastOptions
            {
                Fields = new Dictionary<string, SchemaType>
                {
                    ["id"] = SchemaType.Int32,
                    ["card"] = SchemaType.Int64,
                    ["at"] = SchemaType.String
                }
            });
        Assert.That(Apply(cast, NewOrder()).ToString(), Is.EqualTo("Struct{id=17,card=4111,at=2024-02-29T12:34:56.789Z}"));
    }

    [Test]
    public void Cast_changes_the_whole_key()
    {
        var cast = new Cast(new CastOptions { Whole = SchemaType.String }, RecordTarget.Key);
        var result = cast.Apply(TestRecords.Source(null, "v") with { KeySchema = Schema.Int64, Key = 5L })!;
        Assert.That((result.KeySchema, result.Key, result.Value), Is.EqualTo((Schema.String, "5", "v")));
    }

    [Test]
    public void Insert_field_adds_what_a_record_knows_of_itself()
    {
        var insert = new InsertField(
            new InsertFieldOptions
            {
                TopicField = "topic!",
                PartitionField = "partition",
                OffsetField = "offset",
                TimestampField = "time",
                StaticField = "s",
                StaticValue = "x"
            });
        var result = (Struct)insert.Apply(TestRecords.Sink(Order, NewOrder()))!.Value!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ToString(), Does.EndWith("topic=orders-1,partition=3,offset=44,time=Thu Feb 29 12:34:56 UTC 2024,s=x}"));
            Assert.That(result.Schema.Field("topic")!.Schema, Is.EqualTo(Schema.String));
            Assert.That(result.Schema.Field("partition")!.Schema, Is.EqualTo(Schema.OptionalInt32));
        }
    }

    [Test]
    public void Insert_field_leaves_out_what_a_record_does_not_know()
    {
        var insert = new InsertField(new InsertFieldOptions { PartitionField = "p", TimestampField = "t" });
        var result = insert.Apply(TestRecords.Source(Order, NewOrder(), timestamp: null) with { Partition = null })!;
        Assert.That(((Struct)result.Value!).GetWithoutDefault("p"), Is.Null);
    }

    [Test]
    public void Insert_field_without_anything_to_insert_is_refused() =>
        Assert.That(() => new InsertField(new InsertFieldOptions()), Throws.InstanceOf<ConfigException>());

    [Test]
    public void Mask_field_hides_texts_and_numbers()
    {
        Assert.That(
            Apply(new MaskField(new MaskFieldOptions { Fields = ["card", "id", "note"] }), NewOrder()).ToString(),
            Does.StartWith("Struct{id=0,card=,at="));
        Assert.That(Apply(new MaskField(new MaskFieldOptions { Fields = ["card"], Replacement = "***" }), NewOrder())["card"], Is.EqualTo("***"));
    }

    [Test]
    public void Replace_field_leaves_out_and_renames()
    {
        var replace = new ReplaceField(new ReplaceFieldOptions { Exclude = ["card"], Renames = new Dictionary<string, string> { ["id"] = "key" } });
        Assert.That(Apply(replace, NewOrder()).Schema.Fields.Select(field => field.Name), Is.EqualTo(new[] { "key", "at", "note" }));
    }

    [Test]
    public void Replace_field_does_not_take_the_value_of_a_field_that_was_left_out()
    {
        var replace = new ReplaceField(
            new ReplaceFieldOptions { Exclude = ["card"], Renames = new Dictionary<string, string> { ["card"] = "note" } });
        Assert.That(
            () => Apply(replace, NewOrder()), Throws.InstanceOf<DataException>().With.Message.Contains("card is renamed to note but left out"));
    }

    [Test]
    public void Header_from_moves_fields()
    {
        var move = new HeaderFrom(new HeaderFromOptions { Fields = ["card"], Headers = ["c"], Operation = HeaderOperation.Move });
        var result = move.Apply(TestRecords.Source(Order, NewOrder()))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Headers.Single().Value, Is.EqualTo("4111"));
            Assert.That(result.ValueSchema!.Field("card"), Is.Null);
        }
    }

    [Test]
    public void Headers_of_the_record_that_was_given_stay_as_they_are()
    {
        var record = TestRecords.Source(null, "v");
        var insert = new InsertHeader(new InsertHeaderOptions { Header = "h", Value = new SchemaAndValue(Schema.Int32, 5) });
        var result = insert.Apply(record)!;
        Assert.That((record.Headers.Count, result.Headers.Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void Drop_headers_removes_all_of_a_key()
    {
        var record = TestRecords.Source(null, "v");
        record.Headers.Add("a", null, 1).Add("b", null, 2).Add("a", null, 3);
        Assert.That(
            new DropHeaders(new DropHeadersOptions { Headers = ["a"] }).Apply(record)!.Headers.Select(header => header.Key),
            Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public void Extract_field_follows_a_path()
    {
        var extract = new ExtractField(new ExtractFieldOptions { Field = "a.`b.c`", SyntaxVersion = FieldSyntaxVersion.V2 });
        Assert.That(extract.Apply(TestRecords.Map(("a", new ConnectMap { ["b.c"] = 5 })))!.Value, Is.EqualTo(5));
    }

    [Test]
    public void Hoist_field_and_value_to_key_build_structs()
    {
        var hoisted = new HoistField(new HoistFieldOptions { Field = "order" }).Apply(TestRecords.Source(Order, NewOrder()))!;
        Assert.That(((Struct)hoisted.Value!).GetStruct("order")!["id"], Is.EqualTo(17L));
        var keyed = new ValueToKey(new ValueToKeyOptions { Fields = ["card", "id"] }).Apply(TestRecords.Source(Order, NewOrder()))!;
        Assert.That(keyed.Key!.ToString(), Is.EqualTo("Struct{card=4111,id=17}"));
    }

    [Test]
    public void Set_schema_metadata_names_the_schema()
    {
        var result = new SetSchemaMetadata(new SetSchemaMetadataOptions { Name = "n", Version = 2 }).Apply(TestRecords.Source(Order, NewOrder()))!;
        Assert.That((result.ValueSchema!.Name, result.ValueSchema.Version, ((Struct)result.Value!).Schema), Is.EqualTo(("n", 2, result.ValueSchema)));
    }

    [Test]
    public void Timestamp_converter_goes_to_text_and_back()
    {
        var text = new TimestampConverter(
            new TimestampConverterOptions { Field = "at", TargetType = TimestampTargetType.Text, Format = "yyyy-MM-dd HH:mm:ss.SSS" });
        var back = new TimestampConverter(
            new TimestampConverterOptions { Field = "at", TargetType = TimestampTargetType.Timestamp, Format = "yyyy-MM-dd HH:mm:ss.SSS" });
        var asText = text.Apply(TestRecords.Source(Order, NewOrder()))!;
        Assert.That(((Struct)asText.Value!)["at"], Is.EqualTo("2024-02-29 12:34:56.789"));
        Assert.That(((Struct)back.Apply(asText)!.Value!)["at"], Is.EqualTo(DateTimeOffset.FromUnixTimeMilliseconds(1_709_210_096_789)));
    }

    [Test]
    public void Routers_rename_topics()
    {
        var route = new RegexRouter(new RegexRouterOptions { Regex = "(.*)-(\\d+)", Replacement = "$1" });
        var byTime = new TimestampRouter(new TimestampRouterOptions { TimestampFormat = "yyyyMM" });
        var record = TestRecords.Source(null, "v");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(route.Apply(record)!.Topic, Is.EqualTo("orders"));
            Assert.That(route.Apply(record with { Topic = "other" })!.Topic, Is.EqualTo("other"));
            Assert.That(byTime.Apply(record)!.Topic, Is.EqualTo("orders-1-202402"));
            Assert.That(byTime.Apply(record with { Timestamp = 0 })!.Topic, Is.EqualTo("orders-1-197001"));
        }
    }

    [Test]
    public void Predicates_tell_records_apart()
    {
        var record = TestRecords.Source(null, "v");
        record.Headers.Add("h", null, 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new TopicNameMatches(new TopicNameMatchesOptions { Pattern = "ord.*" }).Test(record), Is.True);
            Assert.That(new TopicNameMatches(new TopicNameMatchesOptions { Pattern = "ord" }).Test(record), Is.False);
            Assert.That(new HasHeaderKey(new HasHeaderKeyOptions { Name = "h" }).Test(record), Is.True);
            Assert.That(new RecordIsTombstone().Test(record), Is.False);
            Assert.That(new RecordIsTombstone().Test(record with { Value = null }), Is.True);
            Assert.That(new LambdaPredicate<ConnectRecord>(tested => tested.Partition == 3).Test(record), Is.True);
            Assert.That(new Filter().Apply(record), Is.Null);
            Assert.That(new LambdaTransform<ConnectRecord>(changed => changed with { Topic = "t" }).Apply(record)!.Topic, Is.EqualTo("t"));
        }
    }

    private static Struct Apply(ITransform<ConnectRecord> transform, Struct value) =>
        (Struct)transform.Apply(TestRecords.Source(value.Schema, value))!.Value!;
}
