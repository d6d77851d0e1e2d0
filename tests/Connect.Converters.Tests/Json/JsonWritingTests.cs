using Connect.Data;

namespace Connect.Converters.Tests.Json;

public sealed class JsonWritingTests
{
    private static readonly Schema Address = SchemaBuilder.Struct().Field("zip", Schema.Int32).Build();
    private static readonly Schema Customer = SchemaBuilder.Struct().Field("name", Schema.String)
        .Field("addresses", SchemaBuilder.Array(Address).Build()).Build();

    [Test]
    public void A_tombstone_is_null_bytes_with_and_without_envelope()
    {
        Assert.That(JsonCases.Enveloped.Write(null, null), Is.Null);
        Assert.That(JsonCases.Plain.Write(null, null), Is.Null);
        Assert.That(JsonCases.Plain.Write(Schema.OptionalString, null), Is.EqualTo("null"));
    }

    [Test]
    public void The_envelope_shows_everything_that_a_schema_has_in_Javas_order()
    {
        var schema = SchemaBuilder.Struct().Name("N").Version(3).Doc("d").Parameter("p", "v")
            .Field("f1", Schema.Boolean)
            .Field("f3", SchemaBuilder.Int32().Default(7).Build())
            .Build();
        var value = new Struct(schema) { ["f1"] = true, ["f3"] = 7 };

        Assert.That(JsonCases.Enveloped.Write(schema, value), Is.EqualTo(
            """
            {"schema":{"type":"struct","fields":[{"type":"boolean","optional":false,"field":"f1"},{"type":"int32","optional":false,"default":7,"field":"f3"}],"optional":false,"name":"N","version":3,"doc":"d","parameters":{"p":"v"}},"payload":{"f1":true,"f3":7}}
            """));
    }

    [Test]
    public void Texts_are_escaped_as_Jackson_escapes_them() => Assert.That(
        JsonCases.Plain.Write(null, "\"\\/\b\t\n\f\r\u0001\u001F\u007F<ä\u2028\uD83D\uDE00\uD800"),
        Is.EqualTo("\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0001\\u001F\u007F<ä\u2028\\uD83D\\uDE00\\uD800\""));

    [TestCase(249)]
    [TestCase(256)]
    [TestCase(70_000)]
    public void Long_texts_are_written_whole_whatever_is_in_them(int length)
    {
        var text = string.Concat(Enumerable.Repeat("a€\n\uD83D\uDE00", length));

        Assert.That(JsonCases.Plain.Write(null, text), Is.EqualTo("\"" + string.Concat(Enumerable.Repeat("a€\\n\\uD83D\\uDE00", length)) + "\""));
    }

    [Test]
    public void What_a_NET_program_has_at_hand_is_written_too()
    {
        var ints = SchemaBuilder.Array(Schema.Int32).Build();
        var counts = SchemaBuilder.Map(Schema.String, Schema.Int32).Build();

        Assert.That(JsonCases.Plain.Write(ints, new List<int> { 1, 2 }), Is.EqualTo("[1,2]"));
        Assert.That(JsonCases.Plain.Write(counts, new Dictionary<string, int> { ["a"] = 1 }), Is.EqualTo("""{"a":1}"""));
        Assert.That(JsonCases.Plain.Write(LogicalTypes.Decimal(2), 1.50m), Is.EqualTo("\"AJY=\""));
        Assert.That(JsonCases.Plain.Write(null, new Dictionary<string, int[]> { ["a"] = [1, 2] }), Is.EqualTo("""{"a":[1,2]}"""));
    }

    [Test]
    public void A_slice_of_a_buffer_is_written_without_what_stands_around_it() =>
        Assert.That(JsonCases.Plain.Write(Schema.Bytes, new ReadOnlyMemory<byte>([5, 6, 7, 8], 1, 2)), Is.EqualTo("\"Bgc=\""));

    [Test]
    public void A_null_key_is_the_text_null_and_the_later_of_two_wins()
    {
        var schema = SchemaBuilder.Map(Schema.OptionalString, Schema.Int32).Build();
        var map = new ConnectMap { { null!, 1 }, { "a", 2 }, { "null", 3 } };

        Assert.That(JsonCases.Plain.Write(schema, map), Is.EqualTo("""{"null":3,"a":2}"""));
    }

    [Test]
    public void A_recursive_schema_is_written_without_envelope_and_refused_with_one()
    {
        var node = SchemaBuilder.Struct().Name("Node")
            .BuildRecursive((builder, self) => builder.Field("value", Schema.Int32).Field("next", self.AsOptional()));
        var value = new Struct(node) { ["value"] = 1, ["next"] = new Struct(node.Field("next")!.Schema) { ["value"] = 2 } };

        Assert.That(JsonCases.Plain.Write(node, value), Is.EqualTo("""{"value":1,"next":{"value":2,"next":null}}"""));
        Assert.That(() => JsonCases.Enveloped.Write(node, value), Throws.TypeOf<DataException>().With.Message.Contains("schemas.enable=false"));
    }

    [TestCase(1000, true)]
    [TestCase(1001, false)]
    [TestCase(100_000, false)]
    public void Nesting_ends_at_a_thousand(int depth, bool fits)
    {
        var list = new List<object?>();
        for (var i = 1; i < depth; i++)
            list = [list];

        Assert.That(() => JsonCases.Plain.Write(null, list), fits ? Throws.Nothing : Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_list_that_contains_itself_is_an_error_and_the_converter_goes_on()
    {
        var list = new List<object?>();
        list.Add(list);

        Assert.That(() => JsonCases.Plain.Write(null, list), Throws.TypeOf<DataException>());
        Assert.That(JsonCases.Plain.Write(null, 5L), Is.EqualTo("5"));
    }

    [Test]
    public void An_error_names_topic_and_place_and_keeps_Kafka_Connects_message()
    {
        var broken = new Struct(
            Customer)
        { ["name"] = "Ada", ["addresses"] = new object[] { new Struct(Address) { ["zip"] = 1 }, new Struct(Address) { ["zip"] = 2 } } };
        var incomplete = new Struct(Customer) { ["name"] = "Ada" };

        Assert.That(
            () => JsonCases.Enveloped.Write(Customer, incomplete),
            Throws.TypeOf<DataException>()
                .With.Message.EqualTo("Conversion error: null value for field that is required and has no default value")
                .And.InnerException.Message.EqualTo("The value for topic 'orders' cannot be written as JSON at $.addresses"));
        Assert.That(
            () => JsonCases.Enveloped.Write(SchemaBuilder.Array(Address).Build(), new object[] { broken }),
            Throws.TypeOf<DataException>().With.Message.EqualTo("Mismatching schema.").And.InnerException.Message.Contains("$[0]"));
    }

    [Test]
    public void Schemas_that_are_equal_but_not_the_same_are_written_alike()
    {
        static Schema Build() => SchemaBuilder.Struct().Field("a", Schema.Int32).Build();
        var (one, other) = (Build(), Build());

        Assert.That(JsonCases.Plain.Write(one, new Struct(other) { ["a"] = 1 }), Is.EqualTo("""{"a":1}"""));
    }

    [Test]
    public void Several_threads_may_write_at_once()
    {
        var schemas = Enumerable.Range(0, 8).Select(i => SchemaBuilder.Struct().Field($"f{i}", Schema.Int32).Build()).ToArray();
        var converter = new JsonConverter(new JsonConverterOptions { SchemasEnable = false, SchemasCacheSize = 3 });

        Parallel.For(0, 20_000, i =>
        {
            var schema = schemas[i % schemas.Length];
            var json = converter.Write(schema, new Struct(schema) { [$"f{i % schemas.Length}"] = i });
            if (json != $$"""{"f{{i % schemas.Length}}":{{i}}}""")
                throw new InvalidOperationException(json);
        });
        Assert.Pass();
    }

    [TestCase(true, """{"d":1,"z":3}""")]
    [TestCase(false, """{"null":2,"d":1,"z":3}""")]
    public void A_null_key_and_the_key_that_stands_for_it_are_one_member(bool replaceNull, string json)
    {
        var schema = SchemaBuilder.Map(SchemaBuilder.String().Optional().Default("d").Build(), Schema.Int32).Build();
        var map = new ConnectMap { [null!] = 2, ["d"] = 1, ["z"] = 3 };

        Assert.That(
            new JsonConverter(new JsonConverterOptions { SchemasEnable = false, ReplaceNullWithDefault = replaceNull }).Write(schema, map),
            Is.EqualTo(json));
    }

    [Test]
    public void A_map_without_a_schema_for_its_keys_cannot_be_written() =>
        Assert.That(
            () => JsonCases.Plain.Write(SchemaBuilder.UntypedMap(null, null).Build(), new ConnectMap { ["a"] = 1 }), Throws.TypeOf<DataException>());
}
