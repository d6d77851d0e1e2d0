using Avro.Generic;
using Confluent.Kafka;
using Confluent.SchemaRegistry;
using Confluent.SchemaRegistry.Serdes;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Mock;
using Connect.Converters.Avro.Tests.Records;
using Connect.Data;
using Schema = Connect.Data.Schema;

namespace Connect.Converters.Avro.Tests.Interoperation;

/// <summary>What Confluent's serializer for .NET writes our converter reads, and the reverse; both use one registry.</summary>
[CancelAfter(60_000)]
public sealed class SerdesTests
{
    private const string Topic = "t";

    private static readonly AvroSerializerConfig Prefix = new() { SubjectNameStrategy = SubjectNameStrategy.Topic };

    private static readonly object[][] Primitives =
    [
        [Schema.String, "zażółć"], [Schema.Int32, -5], [Schema.Int64, long.MinValue], [Schema.Boolean, true], [Schema.Float32, 1.5f],
        [Schema.Float64, -0.25],
    ];

    private readonly MockRegistryClient _registry = new();
    private AvroConverter _converter = null!;

    [SetUp]
    public void Create() => _converter = Converter();

    [TearDown]
    public void Dispose()
    {
        _converter.Dispose();
        _registry.Dispose();
    }

    [TestCaseSource(nameof(Primitives))]
    public async Task Primitives_go_both_ways(Schema schema, object value) => await (value switch
    {
        string text => BothWaysAsync(schema, text),
        int number => BothWaysAsync(schema, number),
        long number => BothWaysAsync(schema, number),
        bool flag => BothWaysAsync(schema, flag),
        float number => BothWaysAsync(schema, number),
        _ => BothWaysAsync(schema, (double)value),
    });

    [Test]
    public async Task Their_generic_record_with_logical_types_and_unions_is_our_struct(CancellationToken token)
    {
        var record = Rich();

        var bytes = await new AvroSerializer<GenericRecord>(_registry, Prefix).SerializeAsync(record, Context());
        var read = await _converter.ToConnectDataAsync(Topic, new RawHeaders(), bytes, token);

        var value = (Struct)read.Value!;
        Assert.That(value["when"], Is.EqualTo(new DateTimeOffset(2026, 11, 28, 12, 0, 0, 7, TimeSpan.Zero)));
        Assert.That(value["day"], Is.EqualTo(new DateOnly(2026, 11, 28)));
        Assert.That(value["time"], Is.EqualTo(new TimeOnly(1, 2, 3)));
        Assert.That(value["amount"], Is.EqualTo(ConnectDecimal.Parse("-12.50")));
        Assert.That(value["kind"], Is.EqualTo("B"));
        Assert.That(value["note"], Is.Null);
        Assert.That(((Struct)((Struct)value["either"]!)["Cat"]!)["lives"], Is.EqualTo(9));
        Assert.That(value["sizes"], Is.EqualTo(new ConnectMap { ["one"] = 1L }));
        Assert.That(value["ids"], Is.EqualTo(new object?[] { 1, 2 }));
    }

    [Test]
    public async Task Our_struct_with_logical_types_and_unions_is_their_generic_record(CancellationToken token)
    {
        var theirs = await new AvroSerializer<GenericRecord>(_registry, Prefix).SerializeAsync(Rich(), Context());
        var read = await _converter.ToConnectDataAsync(Topic, new RawHeaders(), theirs, token);

        // Written again by us, under a subject of its own: the schema is the one that Connect makes of it.
        var ours = await _converter.FromConnectDataAsync("other", new RawHeaders(), read.Schema, read.Value, token);
        var record = await new AvroDeserializer<GenericRecord>(_registry).DeserializeAsync(ours, false, Context("other"));

        foreach (var name in (string[])["when", "day", "time", "amount", "note"])
            Assert.That(record[name], Is.EqualTo(Rich()[name]), name);

        Assert.That(((GenericRecord)record["either"]).Schema.Name, Is.EqualTo("Cat"));
        Assert.That(record["ids"], Is.EqualTo(new object[] { 1, 2 }));
    }

    [Test]
    public async Task Generated_classes_go_both_ways_byte_for_byte(CancellationToken token)
    {
        var theirs = await new AvroSerializer<Order>(_registry, Prefix).SerializeAsync(Order.Sample(), Context());
        var ours = await _converter.FromConnectDataAsync(Topic, new RawHeaders(), null, Order.Sample(), token);

        Assert.That(ours![5..], Is.EqualTo(theirs[5..]));
        Assert.That(await new AvroDeserializer<Order>(_registry).DeserializeAsync(ours, false, Context()), Is.EqualTo(Order.Sample()));
        using var specific = Converter(("avro.record.type", "specific"));
        Assert.That((await specific.ToConnectDataAsync(Topic, new RawHeaders(), theirs, token)).Value, Is.EqualTo(Order.Sample()));
    }

    [Test]
    public async Task Ids_in_headers_go_both_ways(CancellationToken token)
    {
        var headers = new Headers();
        var config = new AvroSerializerConfig
        {
            SubjectNameStrategy = SubjectNameStrategy.Topic,
            SchemaIdStrategy = SchemaIdSerializerStrategy.Header
        };
        var theirs = await new AvroSerializer<Order>(_registry, config).SerializeAsync(Order.Sample(), Context(headers: headers));
        var raw = new RawHeaders();
        foreach (var header in headers)
            raw.Add(header.Key, header.GetValueBytes());

        Assert.That(((Struct)(await _converter.ToConnectDataAsync(Topic, raw, theirs, token)).Value!)["id"], Is.EqualTo(42L));

        using var writer = Converter(("value.schema.id.serializer", "HeaderSchemaIdSerializer"));
        var ourHeaders = new RawHeaders();
        var ours = await writer.FromConnectDataAsync(Topic, ourHeaders, null, Order.Sample(), token);
        var sent = new Headers();
        foreach (var header in ourHeaders)
            sent.Add(header.Key, header.Value);

        Assert.That(ours, Is.EqualTo(theirs));
        Assert.That(await new AvroDeserializer<Order>(_registry).DeserializeAsync(ours, false, Context(headers: sent)), Is.EqualTo(Order.Sample()));
    }

    private static GenericRecord Rich()
    {
        var schema = (global::Avro.RecordSchema)global::Avro.Schema.Parse(
            """
            {"type":"record","name":"Rich","namespace":"a","fields":[
             {"name":"when","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":"day","type":{"type":"int","logicalType":"date"}},
             {"name":"time","type":{"type":"int","logicalType":"time-millis"}},
             {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
             {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["A","B"]}},
             {"name":"note","type":["null","string"],"default":null},
             {"name":"either","type":[{"type":"record","name":"Dog","fields":[{"name":"name","type":"string"}]},{"type":"record","name":"Cat","fields":[{"name":"lives","type":"int"}]}]},
             {"name":"sizes","type":{"type":"map","values":"long"}},
             {"name":"ids","type":{"type":"array","items":"int"}}]}
            """);
        var cat = new GenericRecord((global::Avro.RecordSchema)((global::Avro.UnionSchema)schema["either"].Schema).Schemas[1]);
        cat.Add("lives", 9);
        var record = new GenericRecord(schema);
        record.Add("when", new DateTime(2026, 11, 28, 12, 0, 0, 7, DateTimeKind.Utc));
        record.Add("day", new DateTime(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc));
        record.Add("time", new TimeSpan(1, 2, 3));
        record.Add("amount", new global::Avro.AvroDecimal(-12.50m));
        record.Add("kind", new GenericEnum((global::Avro.EnumSchema)schema["kind"].Schema, "B"));
        record.Add("note", null);
        record.Add("either", cat);
        record.Add("sizes", new Dictionary<string, object> { ["one"] = 1L });
        record.Add("ids", new object[] { 1, 2 });
        return record;
    }

    private static SerializationContext Context(string topic = Topic, Headers? headers = null) => new(MessageComponentType.Value, topic, headers);

    private async Task BothWaysAsync<T>(Schema schema, T value)
        where T : notnull
    {
        var theirs = await new AvroSerializer<T>(_registry, Prefix).SerializeAsync(value, Context());
        var ours = await _converter.FromConnectDataAsync(Topic, new RawHeaders(), schema, value, CancellationToken.None);

        Assert.That(ours, Is.EqualTo(theirs));
        Assert.That((await _converter.ToConnectDataAsync(Topic, new RawHeaders(), theirs, CancellationToken.None)).Value, Is.EqualTo(value));
        Assert.That(await new AvroDeserializer<T>(_registry).DeserializeAsync(ours, false, Context()), Is.EqualTo(value));
    }

    private AvroConverter Converter(params (string Key, string Value)[] config) =>
        new(config.ToDictionary(entry => entry.Key, entry => (string?)entry.Value), new RegistryPool(TimeProvider.System), TimeProvider.System,
            _registry);
}
