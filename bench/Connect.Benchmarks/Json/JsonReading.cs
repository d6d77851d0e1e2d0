using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Connect.Converters;
using Connect.Data;

namespace Connect.Benchmarks.Json;

/// <summary>JSON bytes to a ten-field struct: the converter against <c>JsonDocument</c>.</summary>
[MemoryDiagnoser]
public class JsonReading
{
    private readonly JsonConverter _configured = new(new JsonConverterOptions { SchemaContent = JsonRecord.Schema });
    private readonly JsonConverter _enveloped = new();
    private readonly JsonConverter _schemaless = new(new JsonConverterOptions { SchemasEnable = false });
    private readonly RawHeaders _headers = new();
    private byte[] _plainJson = [];
    private byte[] _envelopedJson = [];

    [GlobalSetup]
    public async Task WriteInputs()
    {
        _plainJson = (await _schemaless.FromConnectDataAsync("orders", _headers, JsonRecord.Schema, JsonRecord.Value, CancellationToken.None))!;
        _envelopedJson = (await _enveloped.FromConnectDataAsync("orders", _headers, JsonRecord.Schema, JsonRecord.Value, CancellationToken.None))!;
    }

    [Benchmark(Baseline = true)]
    public Struct JsonDocumentToStruct()
    {
        using var document = JsonDocument.Parse(_plainJson);
        return ToStruct(document.RootElement);
    }

    [Benchmark]
    public Struct JsonDocumentToStructFromEnvelope()
    {
        using var document = JsonDocument.Parse(_envelopedJson);
        return ToStruct(document.RootElement.GetProperty("payload"));
    }

    [Benchmark]
    public ValueTask<SchemaAndValue> ConverterWithConfiguredSchema() =>
        _configured.ToConnectDataAsync("orders", _headers, _plainJson, CancellationToken.None);

    [Benchmark]
    public ValueTask<SchemaAndValue> ConverterWithEnvelope() =>
        _enveloped.ToConnectDataAsync("orders", _headers, _envelopedJson, CancellationToken.None);

    [Benchmark]
    public ValueTask<SchemaAndValue> ConverterSchemaless() => _schemaless.ToConnectDataAsync("orders", _headers, _plainJson, CancellationToken.None);

    private static Struct ToStruct(JsonElement json)
    {
        var value = new Struct(JsonRecord.Schema);
        value.Set("id", json.GetProperty("id").GetInt64());
        value.Set("customer", json.GetProperty("customer").GetString());
        value.Set("quantity", json.GetProperty("quantity").GetInt32());
        value.Set("price", json.GetProperty("price").GetDouble());
        value.Set("currency", json.GetProperty("currency").GetString());
        value.Set("paid", json.GetProperty("paid").GetBoolean());
        value.Set("note", json.GetProperty("note").GetString());
        value.Set("weight", json.GetProperty("weight").GetSingle());
        value.Set("shelf", json.GetProperty("shelf").GetInt16());
        value.Set("created", DateTimeOffset.FromUnixTimeMilliseconds(json.GetProperty("created").GetInt64()));
        return value;
    }
}
