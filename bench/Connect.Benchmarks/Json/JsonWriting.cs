using BenchmarkDotNet.Attributes;
using Connect.Converters;
using Connect.Data;

namespace Connect.Benchmarks.Json;

/// <summary>A ten-field struct to JSON bytes: the converter against building a <c>JsonNode</c> and serializing it.</summary>
[MemoryDiagnoser]
public class JsonWriting
{
    private readonly JsonConverter _plain = new(new JsonConverterOptions { SchemasEnable = false });
    private readonly JsonConverter _enveloped = new();
    private readonly RawHeaders _headers = new();
    private readonly Struct _value = JsonRecord.Value;

    [Benchmark(Baseline = true)]
    public byte[] JsonNodeAndSerializer() => System.Text.Encoding.UTF8.GetBytes(JsonRecord.ToNode(_value).ToJsonString());

    [Benchmark]
    public ValueTask<byte[]?> Converter() => _plain.FromConnectDataAsync("orders", _headers, _value.Schema, _value, CancellationToken.None);

    [Benchmark]
    public ValueTask<byte[]?> ConverterWithEnvelope() =>
        _enveloped.FromConnectDataAsync("orders", _headers, _value.Schema, _value, CancellationToken.None);
}
