using Connect.Data;

namespace Connect.Converters.Tests.Json;

public sealed class JsonReadingTests
{
    private const string SchemaJson =
        """{"type":"struct","fields":[{"type":"int32","optional":false,"field":"a"},{"type":"string","optional":true,"default":"dd","field":"b"}],"optional":false}""";

    private static string Envelope(string payload) => $$"""{"schema":{{SchemaJson}},"payload":{{payload}}}""";

    [Test]
    public void A_schema_text_that_comes_again_is_the_same_schema()
    {
        var converter = new JsonConverter();

        var first = converter.Read(Envelope("""{"a":1,"b":"x"}"""));
        var second = converter.Read(Envelope("""{"a":2,"b":"y"}"""));

        Assert.That(second.Schema, Is.SameAs(first.Schema));
        Assert.That(second.Value, Is.EqualTo(new Struct(first.Schema!) { ["a"] = 2, ["b"] = "y" }));
    }

    [Test]
    public void Equal_schemas_that_are_spelt_differently_are_one()
    {
        var converter = new JsonConverter();

        var first = converter.Read(Envelope("""{"a":1}"""));
        var second = converter.Read($$"""{ "payload" : {"a":1}, "schema" : {{SchemaJson.Replace(":", " : ", StringComparison.Ordinal)}} }""");

        Assert.That(second.Schema, Is.SameAs(first.Schema));
        Assert.That(second.Value, Is.EqualTo(first.Value));
    }

    [Test]
    public void Without_a_cache_everything_is_read_all_the_same()
    {
        var converter = new JsonConverter(new JsonConverterOptions { SchemasCacheSize = 0 });

        var first = converter.Read(Envelope("""{"a":1}"""));
        var second = converter.Read(Envelope("""{"a":1}"""));

        Assert.That(second, Is.EqualTo(first));
        Assert.That(second.Schema, Is.Not.SameAs(first.Schema));
    }

    [Test]
    public void Many_schemas_in_turn_are_each_read_as_what_they_are([Values(0, 3, 1000)] int cacheSize)
    {
        var converter = new JsonConverter(new JsonConverterOptions { SchemasCacheSize = cacheSize });
        for (var i = 0; i < 200; i++)
        {
            var result = converter.Read($$"""{"schema":{"type":"string","name":"s{{i % 20}}"},"payload":"{{i}}"}""");
            Assert.That((result.Schema!.Name, result.Value), Is.EqualTo(($"s{i % 20}", $"{i}")));
        }
    }

    [TestCase("""{"b":"x","a":1}""", 1, "x", TestName = "Fields in another order")]
    [TestCase("""{"a":1,"c":{"d":[1,2,{"e":null}]},"b":"x"}""", 1, "x", TestName = "A member that is no field")]
    [TestCase("""{"a":1,"b":"y","b":"x"}""", 1, "x", TestName = "The last of two members of one name")]
    [TestCase("""{"a":"nonsense","a":1,"b":"x"}""", 1, "x", TestName = "A wrong member before the last one of its name")]
    [TestCase("""{"a":1,"b":"x","b":null}""", 1, "dd", TestName = "Null after a value is null")]
    [TestCase("""{"a":1}""", 1, "dd", TestName = "A missing member is its default")]
    [TestCase("""{"\u0061":1,"b":"\u0078"}""", 1, "x", TestName = "Escapes in names and values")]
    [TestCase(""" { "a" : 1 , "b" : "x" } """, 1, "x", TestName = "Blanks everywhere")]
    [TestCase("""{"a":1.9,"b":"x"}""", 1, "x", TestName = "A fraction is cut off")]
    [TestCase("""{"a":"7","b":"x"}""", 0, "x", TestName = "Text instead of a number is 0")]
    [TestCase("""{"a":12345678901234567890,"b":"x"}""", -350287150, "x", TestName = "A number that is too big wraps around")]
    [TestCase("""{"a":00001,"b":"x"}""", 1, "x", TestName = "Leading zeros")]
    [TestCase("""{"a":1,"b":7}""", 1, "dd", TestName = "A number instead of a text is null and reads as the default")]
    public void A_struct_is_read_with_Kafka_Connects_leniencies(string payload, int a, string b)
    {
        var converter = new JsonConverter();
        converter.Read(Envelope("""{"a":0}"""));

        var value = (Struct)converter.Read(Envelope(payload)).Value!;

        Assert.That((value["a"], value["b"]), Is.EqualTo(((object)a, (object)b)));
    }

    [TestCase("""{"schema":null,"payload":1,"x":2}""")]
    [TestCase("""{"payload":1}""")]
    [TestCase("1")]
    [TestCase("")]
    public void What_is_no_envelope_is_refused_with_the_remedy(string json) =>
        Assert.That(() => JsonCases.Enveloped.Read(json), Throws.TypeOf<DataException>().With.Message.Contains("set schemas.enable=false"));

    [Test]
    public void An_error_names_topic_place_and_cause()
    {
        const string Json =
            """{"schema":{"type":"struct","fields":[{"field":"list","type":"array","items":{"type":"struct","fields":[{"field":"n","type":"bytes"}]}}]},"payload":{"list":[{"n":""},{"n":"*"}]}}""";

        Assert.That(
            () => JsonCases.Enveloped.Read(Json),
            Throws.TypeOf<DataException>().With.Message.EqualTo("Invalid bytes field")
                .And.InnerException.Message.StartsWith("The JSON from topic 'orders' does not fit at $.list[1].n: "));
    }

    [Test]
    public void A_syntax_error_names_topic_and_byte() => Assert.That(
        () => JsonCases.Plain.Read("""{"a":tru}"""),
        Throws.TypeOf<DataException>().With.Message.EqualTo("Converting byte[] to Kafka Connect data failed due to serialization error: ")
            .And.InnerException.Message.Contains("'orders'").And.InnerException.Message.Contains("(at byte 5)"));

    [Test]
    public void Null_bytes_are_null_without_a_schema() => Assert.That(JsonCases.Enveloped.ReadBytes(null), Is.EqualTo(SchemaAndValue.Null));

    [Test]
    public void A_schema_in_the_configuration_makes_the_message_the_payload()
    {
        var converter = new JsonConverter(new Dictionary<string, string?> { ["schema.content"] = SchemaJson });

        Assert.That(((Struct)converter.Read("""{"a":5}""").Value!)["a"], Is.EqualTo(5));
    }

    [TestCase("{")]
    [TestCase("""{"type":"nope"}""")]
    public void A_wrong_schema_in_the_configuration_is_refused_at_once(string schema) =>
        Assert.That(() => new JsonConverter(new Dictionary<string, string?> { ["schema.content"] = schema }), Throws.TypeOf<DataException>());

    [Test]
    public void Other_encodings_are_recognized()
    {
        const string Json = """[1,"ä€"]""";

        foreach (var encoding in new[] { System.Text.Encoding.Unicode, System.Text.Encoding.BigEndianUnicode, System.Text.Encoding.UTF32,
            System.Text.Encoding.UTF8 })
            Assert.That(JsonCases.Plain.ReadBytes(encoding.GetBytes(Json)).Value, Is.EqualTo(new object[] { 1L, "ä€" }), encoding.WebName);
    }
}
