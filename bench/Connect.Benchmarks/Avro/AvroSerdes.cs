using Avro.Generic;
using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using Confluent.SchemaRegistry;
using Confluent.SchemaRegistry.Serdes;
using Connect.Converters;
using Connect.Converters.Avro;
using Connect.Data;

namespace Connect.Benchmarks.Avro;

/// <summary>The ten-field record through the whole converter, beside Confluent's serializer and deserializer for .NET; all of them on one registry,
/// all schemas known.</summary>
[MemoryDiagnoser]
public class AvroSerdes
{
    private static readonly SerializationContext Context = new(MessageComponentType.Value, "t");
    private static readonly RawHeaders Headers = new();

    private readonly AvroConverter _converter;
    private readonly AvroConverter _generic;
    private readonly AvroSerializer<GenericRecord> _serializer;
    private readonly AvroDeserializer<GenericRecord> _deserializer;
    private readonly GenericRecord _record;
    private readonly byte[] _bytes;

    public AvroSerdes()
    {
        var registry = new OneSchemaRegistry(TenFields.Avro.ToString());
        _converter = new AvroConverter(new Dictionary<string, string?>(), registry);
        _generic = new AvroConverter(new Dictionary<string, string?> { ["avro.record.type"] = "generic" }, registry);
        _serializer = new AvroSerializer<GenericRecord>(registry, new AvroSerializerConfig { SubjectNameStrategy = SubjectNameStrategy.Topic });
        _deserializer = new AvroDeserializer<GenericRecord>(registry, new AvroDeserializerConfig { SubjectNameStrategy = SubjectNameStrategy.Topic });
        _record = TenFields.Data.ToGenericRecord(TenFields.Value);
        _bytes = _converter.FromConnectDataAsync("t", Headers, TenFields.Schema, TenFields.Value, default).AsTask().GetAwaiter().GetResult()!;
    }

    [Benchmark(Baseline = true)]
    public Task<byte[]> Confluent_writes_a_generic_record() => _serializer.SerializeAsync(_record, Context);

    [Benchmark]
    public async ValueTask<byte[]?> Converter_writes_a_struct() =>
        await _converter.FromConnectDataAsync("t", Headers, TenFields.Schema, TenFields.Value, default);

    [Benchmark]
    public async ValueTask<byte[]?> Converter_writes_a_generic_record() =>
        await _converter.FromConnectDataAsync("t", Headers, null, _record, default);

    [Benchmark]
    public Task<GenericRecord> Confluent_reads_a_generic_record() => _deserializer.DeserializeAsync(_bytes, false, Context);

    [Benchmark]
    public async ValueTask<object?> Converter_reads_a_struct() => (await _converter.ToConnectDataAsync("t", Headers, _bytes, default)).Value;

    [Benchmark]
    public async ValueTask<object?> Converter_reads_a_generic_record() => (await _generic.ToConnectDataAsync("t", Headers, _bytes, default)).Value;
}
