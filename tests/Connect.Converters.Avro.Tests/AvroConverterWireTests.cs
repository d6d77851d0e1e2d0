using System.Text.Json;
using Connect.Converters.Avro.Registry.Subjects;
using Connect.Converters.Avro.Tests.Registry.Fakes;
using Connect.Data;

namespace Connect.Converters.Avro.Tests;

/// <summary>The wire cases W01 to W29 of the golden cases for the Avro converter: bytes, requests, errors.</summary>
[CancelAfter(60_000)]
public sealed class AvroConverterWireTests
{
    private const string Register = "POST /subjects/t-value/versions?normalize=False";

    [Test]
    public async Task W01_string_is_written_behind_its_schema_id()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("0000000007046869"));
    }

    [Test]
    public async Task W02_required_bytes_at_the_top_have_no_length()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        Assert.That(await converter.WriteHexAsync(Schema.Bytes, new byte[] { 0xca, 0xfe }), Is.EqualTo("0000000007cafe"));
        Assert.That(await converter.WriteHexAsync(Schema.OptionalBytes, new byte[] { 0xca, 0xfe }), Is.EqualTo("00000000080204cafe"));
        Assert.That((await converter.ReadHexAsync("0000000007cafe")).Value, Is.EqualTo(new byte[] { 0xca, 0xfe }));
        Assert.That((await converter.ReadHexAsync("00000000080204cafe")).Value, Is.EqualTo(new byte[] { 0xca, 0xfe }));
    }

    [Test]
    public async Task W04_null_for_an_optional_schema_is_null_without_a_request()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        Assert.That(await converter.WriteAsync(Schema.OptionalString, null), Is.Null);
        Assert.That(await converter.WriteAsync(null, null), Is.Null);
        Assert.That(server.Requests, Is.Empty);
    }

    [Test]
    public async Task W05_null_is_read_as_null_without_a_request()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        Assert.That(await converter.ReadAsync(null), Is.EqualTo(SchemaAndValue.Null));
        Assert.That(server.Requests, Is.Empty);
    }

    [Test]
    public async Task W06_schema_id_is_big_endian()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.FirstId = 16909060;
        using var converter = new ConverterUnderTest(server.Url);

        Assert.That(await converter.WriteHexAsync(Schema.Int32, 5), Is.EqualTo("00010203040a"));
    }

    [Test]
    public async Task W07_a_thousand_records_of_one_schema_register_it_once()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        for (var i = 0; i < 1000; i++)
            await converter.WriteAsync(i % 2 == 0 ? Schema.String : SchemaBuilder.String().Build(), "hi");

        Assert.That(server.Lines, Is.EqualTo([Register]));
    }

    [Test]
    public async Task W08_body_of_a_registration_has_the_schema_and_its_type()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        await converter.WriteAsync(Schema.String, "hi");

        using var body = JsonDocument.Parse(server.Requests.Single().Body);
        Assert.That(body.RootElement.GetProperty("schema").GetString(), Is.EqualTo("\"string\""));
        Assert.That(body.RootElement.GetProperty("schemaType").GetString(), Is.EqualTo("AVRO"));
        Assert.That(server.Requests.Single().Headers["Content-Type"], Is.EqualTo("application/vnd.schemaregistry.v1+json"));
    }

    [TestCase("io.confluent.kafka.serializers.subject.RecordNameStrategy", "a.b.C")]
    [TestCase("RecordNameStrategy", "a.b.C")]
    [TestCase("io.confluent.kafka.serializers.subject.TopicRecordNameStrategy", "t-a.b.C")]
    [TestCase("TopicRecordNameStrategy", "t-a.b.C")]
    [TestCase("io.confluent.kafka.serializers.subject.TopicNameStrategy", "t-value")]
    [TestCase("TopicNameStrategy", "t-value")]
    public async Task W10_subject_follows_the_strategy(string strategy, string subject)
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url, ("value.subject.name.strategy", strategy));
        var schema = SchemaBuilder.Struct().Name("a.b.C").Field("x", Schema.Int32).Build();

        await converter.WriteAsync(schema, new Struct(schema).Put("x", 1));

        Assert.That(server.Lines, Is.EqualTo([$"POST /subjects/{subject}/versions?normalize=False"]));
    }

    [Test]
    public async Task W13_topic_is_percent_encoded()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        await converter.WriteAsync(Schema.String, "hi", "a/b c");

        Assert.That(server.Lines, Is.EqualTo(["POST /subjects/a%2Fb%20c-value/versions?normalize=False"]));
    }

    [Test]
    public async Task W14_known_schema_is_looked_up_when_nothing_may_be_registered()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Register("t-value", "\"int\"");
        server.Register("t-value", "\"string\"");
        using var converter = new ConverterUnderTest(server.Url, ("auto.register.schemas", "false"));

        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("0000000008046869"));
        Assert.That(server.Lines, Is.EqualTo(["POST /subjects/t-value?normalize=False&deleted=False"]));
    }

    [Test]
    public async Task Unknown_schema_is_an_error_when_nothing_may_be_registered()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url, ("auto.register.schemas", "false"));

        await Assert.ThatAsync(
            async () => await converter.WriteAsync(Schema.String, "hi"), Throws.InstanceOf<DataException>().With.Message.Contains("topic t"));
    }

    [TestCase(409)]
    [TestCase(40901)]
    public async Task W18_incompatible_schema_is_told_with_the_registrys_text(int code)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Error(409, code, "Schema being registered is incompatible with an earlier schema");
        using var converter = new ConverterUnderTest(server.Url);

        await Assert.ThatAsync(
            async () => await converter.WriteAsync(Schema.String, "hi"),
            Throws.InstanceOf<DataException>().With.Message.Contains(
                "Schema being registered is incompatible with an earlier schema").And.Message.Contains("t-value"));
    }

    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    [TestCase(408)]
    [TestCase(429)]
    public async Task W19_outage_is_tried_again_and_then_retriable(int status)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Html(status);
        using var converter = new ConverterUnderTest(server.Url, ("max.retries", "2"));

        await Assert.ThatAsync(
            async () => await converter.WriteAsync(Schema.String, "hi"), Throws.TypeOf<RetriableConnectException>().With.Message.Contains("topic t"));
        Assert.That(server.Lines, Is.EqualTo([Register, Register, Register]));
    }

    [Test]
    public async Task W21_second_url_serves_when_the_first_refuses_connections()
    {
        await using var gone = await FakeRegistry.StartAsync();
        await gone.DisposeAsync();
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest($"{gone.Url},{server.Url}");

        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("0000000007046869"));
        Assert.That(await converter.WriteHexAsync(Schema.Int32, 5), Is.EqualTo("00000000080a"));
    }

    [Test]
    public async Task W23_reading_asks_for_schema_and_version_once()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Register("t-value", "\"string\"");
        using var converter = new ConverterUnderTest(server.Url);

        for (var i = 0; i < 2; i++)
        {
            var read = await converter.ReadHexAsync("0000000007046869");
            Assert.That(read.Value, Is.EqualTo("hi"));
            Assert.That(read.Schema, Is.EqualTo(SchemaBuilder.String().Version(1).Build()));
        }

        Assert.That(server.Lines, Is.EqualTo([
            "GET /schemas/ids/7?subject=t-value",
            "POST /subjects/t-value?normalize=False&deleted=True",
        ]));
    }

    [TestCase("02000000070468")]
    [TestCase("ff000000070468")]
    [TestCase("00000007")]
    [TestCase("00")]
    [TestCase("")]
    [TestCase("01095d71cf12556b9d5e330ad575b3df")]
    public async Task W26_bytes_without_a_schema_id_are_refused(string hex)
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        await Assert.ThatAsync(async () => await converter.ReadHexAsync(hex), Throws.InstanceOf<DataException>());
        Assert.That(server.Requests, Is.Empty);
    }

    [TestCase("value", "__value_schema_id")]
    [TestCase("key", "__key_schema_id")]
    public async Task W27_schema_id_stands_in_a_header(string side, string header)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Guid = Guid.Parse("095d71cf-1255-6b9d-5e33-0ad575b3df5d");
        using var converter = new ConverterUnderTest(
            server.Url, ("converter.type", side),
            ($"{side}.schema.id.serializer", "io.confluent.kafka.serializers.schema.id.HeaderSchemaIdSerializer"));

        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("046869"));
        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("046869"));

        Assert.That(
            converter.Headers.Select(raw => (raw.Key, Convert.ToHexStringLower(raw.Value!))),
            Is.EqualTo([(header, "01095d71cf12556b9d5e330ad575b3df5d")]));
        Assert.That(server.Lines, Is.EqualTo([$"POST /subjects/t-{side}/versions?normalize=False"]));
    }

    [Test]
    public async Task W29_latest_version_is_written_by_name()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = request => request.ToString() == "GET /subjects/t-value/versions/latest"
            ? FakeAnswer.Json(
                """{"subject":"t-value","version":1,"id":9,"schema":"{\"type\":\"record\",\"name\":\"MySchema\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}"}""")
            : null;
        using var converter = new ConverterUnderTest(
            server.Url, ("auto.register.schemas", "false"), ("use.latest.version", "true"), ("latest.compatibility.strict", "false"));
        var one = SchemaBuilder.Struct().Name("MySchema").Field("foo", Schema.String).Field("id", Schema.String).Build();
        var two = SchemaBuilder.Struct().Name("MySchema").Field("id", Schema.String).Field("foo", Schema.String).Build();

        Assert.That(await converter.WriteHexAsync(one, new Struct(one).Put("foo", "123").Put("id", "456")), Is.EqualTo("000000000906343536"));
        Assert.That(await converter.WriteHexAsync(two, new Struct(two).Put("foo", "123").Put("id", "456")), Is.EqualTo("000000000906343536"));
        Assert.That(server.Lines, Is.EqualTo(["GET /subjects/t-value/versions/latest"]));
    }
}
