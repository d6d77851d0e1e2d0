using Avro;
using Avro.Generic;
using Avro.IO;
using Connect.Data;
using Schema = Connect.Data.Schema;

namespace Connect.Benchmarks.Avro;

/// <summary>Apache.Avro used as a converter would: Connect value to generic record to bytes, and back.</summary>
internal sealed class ApacheAvroTwoStages
{
    private const int HeaderSize = 5;

    private readonly RecordSchema _schema;
    private readonly GenericDatumWriter<GenericRecord> _writer;
    private readonly GenericDatumReader<GenericRecord> _reader;

    public ApacheAvroTwoStages(string schema)
    {
        _schema = (RecordSchema)global::Avro.Schema.Parse(schema);
        _writer = new GenericDatumWriter<GenericRecord>(_schema);
        _reader = new GenericDatumReader<GenericRecord>(_schema, _schema);
    }

    public byte[] Write(Struct value)
    {
        var record = new GenericRecord(_schema);
        foreach (var field in value.Schema.Fields)
            record.Add(field.Name, ToAvro(value[field]));
        using var stream = new MemoryStream();
        stream.Write(stackalloc byte[HeaderSize]);
        _writer.Write(record, new BinaryEncoder(stream));
        return stream.ToArray();
    }

    public Struct Read(byte[] bytes, Schema schema)
    {
        using var stream = new MemoryStream(bytes, HeaderSize, bytes.Length - HeaderSize);
        var record = _reader.Read(null!, new BinaryDecoder(stream));
        var value = new Struct(schema);
        foreach (var field in schema.Fields)
            value[field] = ToConnect(record.GetValue(field.Index));
        return value;
    }

    private static object? ToAvro(object? value) => value switch
    {
        DateTimeOffset timestamp => timestamp.UtcDateTime,
        IReadOnlyDictionary<object, object?> map => map.ToDictionary(entry => (string)entry.Key, entry => entry.Value!),
        _ => value,
    };

    private static object? ToConnect(object? value) => value switch
    {
        DateTime timestamp => new DateTimeOffset(timestamp, TimeSpan.Zero),
        IDictionary<string, object> map => new ConnectMap(map.Select(entry => KeyValuePair.Create((object)entry.Key, (object?)entry.Value))),
        _ => value,
    };
}
