using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Subjects;
using Connect.Converters.Avro.Tests.Registry.Fakes;
using Connect.Data;

namespace Connect.Converters.Avro.Tests;

[CancelAfter(60_000)]
public sealed class AvroConverterReadTests
{
    private const string AGuid = "095d71cf-1255-6b9d-5e33-0ad575b3df5d";
    private const string GuidHex = "01095d71cf12556b9d5e330ad575b3df5d";

    [Test]
    public async Task Known_id_is_read_synchronously()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Register("t-value", "\"string\"");
        using var converter = new ConverterUnderTest(server.Url);
        await converter.ReadHexAsync("0000000007046869");

        var second = converter.ReadAsync(Convert.FromHexString("000000000704686f")).AsTask();

        Assert.That(second.IsCompletedSuccessfully, Is.True);
        Assert.That((await second).Value, Is.EqualTo("ho"));
    }

    [Test]
    public async Task Guid_in_front_of_the_data_is_understood()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = request => request.Method == "GET" ? FakeAnswer.Json("""{"schema":"\"string\""}""") : null;
        using var converter = new ConverterUnderTest(server.Url);

        Assert.That((await converter.ReadHexAsync(GuidHex + "046869")).Value, Is.EqualTo("hi"));
        Assert.That(server.Requests[0].Target, Is.EqualTo("/schemas/guids/" + AGuid));
    }

    [TestCase(GuidHex, "GET /schemas/guids/" + AGuid)]
    [TestCase("0000000007", "GET /schemas/ids/7?subject=t-value")]
    public async Task Header_wins_over_what_stands_in_front(string header, string request)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = asked => asked.Method == "GET" ? FakeAnswer.Json("""{"schema":"\"string\""}""") : null;
        using var converter = new ConverterUnderTest(server.Url);
        converter.Headers.Add("__value_schema_id", Convert.FromHexString(header));

        Assert.That((await converter.ReadHexAsync("046869")).Value, Is.EqualTo("hi"));
        Assert.That(server.Lines.First(), Is.EqualTo(request));
    }

    [Test]
    public async Task Header_is_left_alone_when_the_configuration_says_so()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Register("t-value", "\"string\"");
        using var converter = new ConverterUnderTest(server.Url, ("value.schema.id.deserializer", "PrefixSchemaIdDeserializer"));
        converter.Headers.Add("__value_schema_id", Convert.FromHexString(GuidHex));

        Assert.That((await converter.ReadHexAsync("0000000007046869")).Value, Is.EqualTo("hi"));
    }

    [TestCase("")]
    [TestCase("02")]
    [TestCase("00000007")]
    [TestCase("000000000700")]
    public async Task Header_that_holds_no_id_is_refused(string header)
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);
        converter.Headers.Add("__value_schema_id", Convert.FromHexString(header));

        await Assert.ThatAsync(
            async () => await converter.ReadHexAsync("0000000007046869"), Throws.TypeOf<DataException>().With.Message.Contains("__value_schema_id"));
    }

    [Test]
    public async Task Id_of_the_configuration_reads_bare_data()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Register("t-value", "\"string\"");
        using var converter = new ConverterUnderTest(
            server.Url, ("value.schema.id.deserializer", "ConfigSchemaIdDeserializer"), ("use.schema.id", "7"));

        Assert.That((await converter.ReadHexAsync("046869")).Value, Is.EqualTo("hi"));
    }

    [Test]
    public async Task Schema_that_stands_under_another_subject_is_read_without_a_version()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Register("elsewhere", "\"string\"");
        using var converter = new ConverterUnderTest(server.Url);

        Assert.That(await converter.ReadHexAsync("0000000007046869"), Is.EqualTo(new SchemaAndValue(Schema.String, "hi")));
        await converter.ReadHexAsync("0000000007046869");
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Version_in_the_metadata_needs_no_look_up()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"schema":"\"string\"","metadata":{"properties":{"confluent:version":"12"}}}""");
        using var converter = new ConverterUnderTest(server.Url);

        Assert.That((await converter.ReadHexAsync("0000000007046869")).Schema!.Version, Is.EqualTo(12));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Record_name_strategy_asks_for_the_schema_first()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Register("a.b.C", """{"type":"record","name":"C","namespace":"a.b","fields":[]}""");
        using var converter = new ConverterUnderTest(server.Url, ("value.subject.name.strategy", "RecordNameStrategy"));

        Assert.That((await converter.ReadHexAsync("0000000007")).Schema!.Version, Is.EqualTo(1));
        Assert.That(server.Lines, Is.EqualTo(["GET /schemas/ids/7", "POST /subjects/a.b.C?normalize=False&deleted=True"]));
    }

    [Test]
    public async Task Unknown_id_is_a_data_error_with_topic_and_id()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        await Assert.ThatAsync(
            async () => await converter.ReadHexAsync("00000003e7046869"),
            Throws.InstanceOf<DataException>().With.Message.Contains("topic t").And.Message.Contains("999").And.Message.Contains("40403"));
        await Assert.ThatAsync(
            async () => await converter.ReadHexAsync("0000000000000000010a"), Throws.InstanceOf<DataException>().With.Message.Contains("8-byte"));
    }

    [Test]
    public async Task Data_that_the_schema_does_not_fit_is_a_data_error()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Register("t-value", "\"string\"");
        using var converter = new ConverterUnderTest(server.Url);

        await Assert.ThatAsync(async () => await converter.ReadHexAsync("00000000077e6869"), Throws.InstanceOf<DataException>());
        await Assert.ThatAsync(async () => await converter.ReadHexAsync("0000000007"), Throws.InstanceOf<DataException>());
    }

    [TestCase("""{"schema":"message Foo {}","schemaType":"PROTOBUF"}""", "PROTOBUF")]
    [TestCase("""{"schema":"{\"type\":\"nonsense\"}"}""", "nonsense")]
    [TestCase("""{"id":7}""", "no schema")]
    [TestCase("""{"schema":"\"string\"","ruleSet":{"domainRules":[{"name":"decryptPII","mode":"READ"}]}}""", "decryptPII")]
    public async Task Schema_that_cannot_be_used_is_a_data_error(string answer, string told)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json(answer);
        using var converter = new ConverterUnderTest(server.Url);

        await Assert.ThatAsync(
            async () => await converter.ReadHexAsync("0000000007046869"), Throws.InstanceOf<DataException>().With.Message.Contains(told));
    }

    [Test]
    public async Task Outage_while_reading_is_retriable_and_then_over()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Register("t-value", "\"string\"");
        server.Script = _ => FakeAnswer.Html(503);
        using var converter = new ConverterUnderTest(server.Url);

        await Assert.ThatAsync(async () => await converter.ReadHexAsync("0000000007046869"), Throws.TypeOf<RetriableConnectException>());
        server.Script = request => request.Method == "POST" ? FakeAnswer.Html(503) : null;
        await Assert.ThatAsync(async () => await converter.ReadHexAsync("0000000007046869"), Throws.TypeOf<RetriableConnectException>());
        server.Script = _ => null;

        Assert.That((await converter.ReadHexAsync("0000000007046869")).Value, Is.EqualTo("hi"));
    }

    [Test]
    public async Task References_are_resolved_depth_first_and_once()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = request => request.Target.Split('?')[0] switch
        {
            "/schemas/ids/7" => FakeAnswer.Json("""
                {"schema":"{\"type\":\"record\",\"name\":\"Top\",\"fields\":[{\"name\":\"a\",\"type\":\"x.A\"},{\"name\":\"b\",\"type\":\"x.B\"}]}",
                 "references":[{"name":"x.A","subject":"sa","version":2},{"name":"x.B","subject":"sb","version":-1}]}
                """),
            "/subjects/sa/versions/2" => FakeAnswer.Json("""
                {"schema":"{\"type\":\"record\",\"name\":\"A\",\"namespace\":\"x\",\"fields\":[{\"name\":\"b\",\"type\":\"B\"}]}","references":[{"name":"x.B","subject":"sb","version":-1}]}
                """),
            "/subjects/sb/versions/latest" =>
                FakeAnswer.Json(
                    """{"schema":"{\"type\":\"record\",\"name\":\"B\",\"namespace\":\"x\",\"fields\":[{\"name\":\"v\",\"type\":\"int\"}]}"}"""),
            _ => null,
        };
        using var converter = new ConverterUnderTest(server.Url);

        var read = (Struct)(await converter.ReadHexAsync("00000000070204")).Value!;

        Assert.That(((Struct)((Struct)read["a"]!)["b"]!)["v"], Is.EqualTo(1));
        Assert.That(((Struct)read["b"]!)["v"], Is.EqualTo(2));
        Assert.That(server.Lines.Count(line => line.Contains("/subjects/sb/", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task References_that_go_in_circles_end()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"schema":"\"x.A\"","references":[{"name":"x.A","subject":"s","version":1}]}""");
        using var converter = new ConverterUnderTest(server.Url);

        await Assert.ThatAsync(async () => await converter.ReadHexAsync("0000000007"), Throws.InstanceOf<DataException>());
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Data_is_read_into_the_latest_version_when_configured()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = request => request.Target.StartsWith("/schemas/ids", StringComparison.Ordinal)
            ? FakeAnswer.Json(
                """{"schema":"{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"gone\",\"type\":\"string\"}]}"}""")
            : FakeAnswer.Json(
                """{"id":8,"version":2,"schema":"{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"new\",\"type\":\"string\",\"default\":\"n\"},{\"name\":\"a\",\"type\":\"long\"}]}"}""");
        using var converter = new ConverterUnderTest(server.Url, ("use.latest.version", "true"));

        var read = await converter.ReadHexAsync("00000000070a0278");

        var value = (Struct)read.Value!;
        Assert.That(read.Schema!.Version, Is.EqualTo(2));
        Assert.That(read.Schema.Fields.Select(field => field.Name), Is.EqualTo(["new", "a"]));
        Assert.That(value["new"], Is.EqualTo("n"));
        Assert.That(value["a"], Is.EqualTo(5L));
    }

    [Test]
    public async Task What_one_converter_wrote_into_a_registry_in_memory_another_one_reads()
    {
        var pool = new RegistryPool(TimeProvider.System);
        using var writer = new ConverterUnderTest("mock://m", pool, TimeProvider.System);
        using var reader = new ConverterUnderTest("mock://m", pool, TimeProvider.System);
        var schema = SchemaBuilder.Struct().Name("R").Field("a", Schema.OptionalInt64).Build();

        var read = await reader.ReadAsync(await writer.WriteAsync(schema, new Struct(schema).Put("a", 5L)));

        Assert.That(((Struct)read.Value!)["a"], Is.EqualTo(5L));
        Assert.That(read.Schema!.Version, Is.EqualTo(1));
    }
}
