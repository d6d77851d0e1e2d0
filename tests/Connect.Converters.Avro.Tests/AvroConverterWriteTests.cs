using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Subjects;
using Connect.Converters.Avro.Tests.Registry.Fakes;
using Connect.Data;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Converters.Avro.Tests;

[CancelAfter(60_000)]
public sealed class AvroConverterWriteTests
{
    private const string Latest = "GET /subjects/t-value/versions/latest";

    [Test]
    public async Task Known_schema_is_written_synchronously()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);
        await converter.WriteAsync(Schema.String, "hi");

        var second = converter.WriteAsync(Schema.String, "ho").AsTask();

        Assert.That(second.IsCompletedSuccessfully, Is.True);
        Assert.That(Convert.ToHexStringLower((await second)!), Is.EqualTo("000000000704686f"));
    }

    [Test]
    public async Task Record_of_a_known_schema_costs_its_bytes_and_no_other_garbage()
    {
        const int Records = 1_000;
        using var converter = new ConverterUnderTest("mock://m");
        var schema = SchemaBuilder.Struct().Name("R").Field("a", Schema.Int64).Field("b", Schema.String).Build();
        var value = new Struct(schema).Put("a", 5L).Put("b", "hi");
        await converter.WriteAsync(schema, value);
        await converter.WriteAgainAsync(schema, value, Records);

        var before = GC.GetAllocatedBytesForCurrentThread();
        await converter.WriteAgainAsync(schema, value, Records);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Nine bytes in an array, which takes 40 with its head.
        Assert.That(allocated / Records, Is.LessThanOrEqualTo(40));
    }

    [Test]
    public async Task Topics_and_schemas_are_told_apart()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        for (var i = 0; i < 2; i++)
        {
            Assert.That(await converter.WriteHexAsync(Schema.String, "hi", "a"), Is.EqualTo("0000000007046869"));
            Assert.That(await converter.WriteHexAsync(Schema.String, "hi", "b"), Is.EqualTo("0000000008046869"));
            Assert.That(await converter.WriteHexAsync(Schema.Int32, 5, "a"), Is.EqualTo("00000000090a"));
        }

        Assert.That(server.Lines, Is.EqualTo([
            "POST /subjects/a-value/versions?normalize=False",
            "POST /subjects/b-value/versions?normalize=False",
            "POST /subjects/a-value/versions?normalize=False",
        ]));
    }

    [Test]
    public async Task Many_tasks_register_one_schema_once()
    {
        await using var server = await FakeRegistry.StartAsync();
        var release = new TaskCompletionSource();
        server.Script = request => FakeAnswer.Json("""{"id":7}""") with { Before = release.Task };
        var pool = new RegistryPool(TimeProvider.System);
        var tasks = Enumerable.Range(0, 16).Select(_ => new ConverterUnderTest(server.Url, pool, TimeProvider.System)).ToArray();

        var writes = tasks.Select(task => task.WriteHexAsync(Schema.String, "hi")).ToArray();
        release.SetResult();

        Assert.That(await Task.WhenAll(writes), Has.All.EqualTo("0000000007046869"));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
        foreach (var task in tasks)
            task.Dispose();
    }

    [Test]
    public async Task Schema_evolves_while_the_converter_runs()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);
        var one = SchemaBuilder.Struct().Name("R").Field("a", Schema.Int32).Build();
        var two = SchemaBuilder.Struct().Name("R").Field("a", Schema.Int32).Field("b", Schema.OptionalString).Build();

        Assert.That(await converter.WriteHexAsync(one, new Struct(one).Put("a", 1)), Is.EqualTo("000000000702"));
        Assert.That(await converter.WriteHexAsync(two, new Struct(two).Put("a", 1).Put("b", "x")), Is.EqualTo("00000000080202" + "0278"));
        Assert.That(await converter.WriteHexAsync(one, new Struct(one).Put("a", 2)), Is.EqualTo("000000000704"));
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Value_that_does_not_fit_registers_nothing()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url);

        await Assert.ThatAsync(async () => await converter.WriteAsync(Schema.Int32, "five"), Throws.InstanceOf<DataException>());
        await Assert.ThatAsync(async () => await converter.WriteAsync(Schema.Int32, null), Throws.InstanceOf<DataException>());
        Assert.That(server.Requests, Is.Empty);
    }

    [Test]
    public async Task Outage_is_over_for_the_next_record_when_the_registry_is_back()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Html(503);
        using var converter = new ConverterUnderTest(server.Url);

        await Assert.ThatAsync(async () => await converter.WriteAsync(Schema.String, "hi"), Throws.TypeOf<RetriableConnectException>());
        server.Script = _ => null;

        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("0000000007046869"));
    }

    [Test]
    public async Task Normalization_is_asked_for_when_configured()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url, ("normalize.schemas", "true"));

        await converter.WriteAsync(Schema.String, "hi");

        Assert.That(server.Lines, Is.EqualTo(["POST /subjects/t-value/versions?normalize=True"]));
    }

    [Test]
    public async Task Record_name_strategy_needs_a_record()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url, ("value.subject.name.strategy", "RecordNameStrategy"));

        await Assert.ThatAsync(
            async () => await converter.WriteAsync(Schema.String, "hi"), Throws.TypeOf<DataException>().With.Message.Contains("RecordNameStrategy"));
        Assert.That(server.Requests, Is.Empty);
    }

    [TestCase("""[{"subject":"shared"}]""", "shared")]
    [TestCase("[]", "t-value")]
    public async Task Associated_subject_is_asked_for_once(string associations, string subject)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = request => request.Method == "GET" ? FakeAnswer.Json(associations) : null;
        using var converter = new ConverterUnderTest(
            server.Url, ("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.AssociatedNameStrategy"));

        await converter.WriteAsync(Schema.String, "hi");
        await converter.WriteAsync(Schema.Int32, 5);

        Assert.That(server.Lines, Is.EqualTo([
            "GET /associations/resources/-/t?resourceType=topic&associationType=value",
            $"POST /subjects/{subject}/versions?normalize=False",
            $"POST /subjects/{subject}/versions?normalize=False",
        ]));
    }

    [TestCase("[]", "NONE")]
    [TestCase("""[{"subject":"a"},{"subject":"b"}]""", "TOPIC")]
    public async Task Association_that_is_not_one_is_an_error(string associations, string fallback)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = request => request.Method == "GET" ? FakeAnswer.Json(associations) : null;
        using var converter = new ConverterUnderTest(
            server.Url, ("value.subject.name.strategy", "AssociatedNameStrategy"), ("subject.name.strategy.fallback.type", fallback));

        await Assert.ThatAsync(async () => await converter.WriteAsync(Schema.String, "hi"), Throws.TypeOf<DataException>());
    }

    [Test]
    public async Task Given_id_is_written_when_its_schema_can_read_ours()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"schema":"\"long\""}""");
        using var converter = new ConverterUnderTest(server.Url, ("auto.register.schemas", "false"), ("use.schema.id", "12"));

        Assert.That(await converter.WriteHexAsync(Schema.Int32, 5), Is.EqualTo("000000000c0a"));
        await Assert.ThatAsync(
            async () => await converter.WriteAsync(Schema.String, "hi"),
            Throws.InstanceOf<DataException>().With.Message.Contains("schema 12").And.Message.Contains(
                "id.compatibility.strict").And.Message.Contains("TYPE_MISMATCH"));
        Assert.That(server.Lines, Is.EqualTo(["GET /schemas/ids/12?subject=t-value"]));
    }

    [Test]
    public async Task Given_guid_is_written_into_the_header()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"schema":"\"string\"","id":4}""");
        using var converter = new ConverterUnderTest(
            server.Url,
            ("auto.register.schemas", "false"),
            ("use.schema.guid", "095d71cf-1255-6b9d-5e33-0ad575b3df5d"),
            ("value.schema.id.serializer", "HeaderSchemaIdSerializer"));

        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("046869"));
        Assert.That(converter.Headers.Single().Value, Is.EqualTo(Convert.FromHexString("01095d71cf12556b9d5e330ad575b3df5d")));
        Assert.That(server.Lines, Is.EqualTo(["GET /schemas/guids/095d71cf-1255-6b9d-5e33-0ad575b3df5d"]));
    }

    [Test]
    public async Task Registration_wins_over_the_latest_version()
    {
        await using var server = await FakeRegistry.StartAsync();
        using var converter = new ConverterUnderTest(server.Url, ("use.latest.version", "true"), ("use.schema.id", "3"));

        await converter.WriteAsync(Schema.String, "hi");

        Assert.That(server.Lines, Is.EqualTo(["POST /subjects/t-value/versions?normalize=False"]));
    }

    [Test]
    public async Task Latest_version_that_cannot_read_ours_is_refused_unless_told_otherwise()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ =>
            FakeAnswer.Json(
                """{"id":3,"version":4,"schema":"{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"b\",\"type\":\"int\"}]}"}""");
        var schema = SchemaBuilder.Struct().Name("R").Field("a", Schema.Int32).Build();
        using var strict = new ConverterUnderTest(server.Url, ("auto.register.schemas", "false"), ("use.latest.version", "true"));

        await Assert.ThatAsync(
            async () => await strict.WriteAsync(schema, new Struct(schema).Put("a", 1)),
            Throws.TypeOf<IncompatibleSchemaException>().With.Message.Contains("t-value").And.Message.Contains("latest version (4)")
                .And.Message.Contains("READER_FIELD_MISSING_DEFAULT_VALUE").And.Message.Contains("latest.compatibility.strict"));

        using var loose = new ConverterUnderTest(
            server.Url, ("auto.register.schemas", "false"), ("use.latest.version", "true"), ("latest.compatibility.strict", "false"));
        await Assert.ThatAsync(
            async () => await loose.WriteAsync(schema, new Struct(schema).Put("a", 1)),
            Throws.InstanceOf<DataException>().With.Message.Contains("'b'"));
    }

    [Test]
    public async Task Latest_version_with_metadata_is_asked_for_by_it()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"id":3,"version":4,"schema":"\"string\""}""");
        using var converter = new ConverterUnderTest(server.Url, ("auto.register.schemas", "false"), ("use.latest.with.metadata", "app=1"));

        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("0000000003046869"));
        Assert.That(server.Lines, Is.EqualTo(["GET /subjects/t-value/metadata?key=app&value=1&deleted=False"]));
    }

    [Test]
    public async Task Latest_version_is_asked_for_again_after_its_time_and_an_outage_then_does_no_harm()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"id":3,"version":1,"schema":"\"string\""}""");
        var clock = new FakeTimeProvider();
        using var converter = new ConverterUnderTest(
            server.Url, new RegistryPool(clock), clock, ("auto.register.schemas", "false"), ("use.latest.version", "true"),
            ("latest.cache.ttl.sec", "30"));

        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("0000000003046869"));
        server.Script = _ => FakeAnswer.Html(503);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("0000000003046869"));
        server.Script = _ => FakeAnswer.Json("""{"id":4,"version":2,"schema":"\"string\""}""");
        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("0000000003046869"));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await converter.WriteHexAsync(Schema.String, "hi"), Is.EqualTo("0000000004046869"));

        Assert.That(server.Lines, Is.EqualTo([Latest, Latest, Latest]));
    }

    [Test]
    public async Task Header_mode_looks_a_guid_up_that_the_registration_did_not_send()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Guid = Guid.NewGuid();
        server.Script = request => request.Target.Contains("/versions", StringComparison.Ordinal)
            ? FakeAnswer.Json("""{"id":7}""") : FakeAnswer.Json($$"""{"id":7,"guid":"{{server.Guid}}"}""");
        using var converter = new ConverterUnderTest(server.Url, ("value.schema.id.serializer", "HeaderSchemaIdSerializer"));

        await converter.WriteAsync(Schema.String, "hi");

        Assert.That(converter.Headers.Single().Value, Is.EqualTo((byte[])[1, .. server.Guid.Value.ToByteArray(bigEndian: true)]));
    }

    [Test]
    public async Task Header_mode_without_guids_says_so()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"id":7}""");
        using var converter = new ConverterUnderTest(server.Url, ("value.schema.id.serializer", "HeaderSchemaIdSerializer"));

        await Assert.ThatAsync(
            async () => await converter.WriteAsync(Schema.String, "hi"), Throws.TypeOf<DataException>().With.Message.Contains("GUID"));
        Assert.That(converter.Headers, Is.Empty);
    }

    [Test]
    public async Task Schema_with_rules_for_writers_is_refused()
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"id":7,"ruleSet":{"domainRules":[{"name":"encryptPII","mode":"WRITEREAD"}]}}""");
        using var converter = new ConverterUnderTest(server.Url);

        await Assert.ThatAsync(
            async () => await converter.WriteAsync(Schema.String, "hi"), Throws.TypeOf<DataException>().With.Message.Contains("encryptPII"));
    }

    [TestCase("value.subject.name.strategy", "NoSuchStrategy")]
    [TestCase("value.schema.id.serializer", "NoSuchSerializer")]
    [TestCase("value.schema.id.deserializer", "NoSuchDeserializer")]
    [TestCase("use.schema.guid", "not a guid")]
    [TestCase("use.latest.with.metadata", "no pair")]
    [TestCase("context.name.strategy", "a.b.MyContext")]
    [TestCase("auto.register.schemas", "perhaps")]
    [TestCase("schema.registry.url", "")]
    public void Configuration_that_cannot_work_is_refused(string key, string value) =>
        Assert.That(() => new ConverterUnderTest("mock://m", (key, value)), Throws.TypeOf<ConfigException>());
}
