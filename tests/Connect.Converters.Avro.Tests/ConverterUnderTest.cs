using System.Buffers;
using Connect.Converters.Avro.Registry;
using Connect.Data;

namespace Connect.Converters.Avro.Tests;

/// <summary>An Avro converter with a pool of its own, so that no test meets what another one cached.</summary>
internal sealed class ConverterUnderTest : IDisposable
{
    private readonly AvroConverter _converter;

    public ConverterUnderTest(string url, params (string Key, string Value)[] config)
        : this(url, new RegistryPool(TimeProvider.System), TimeProvider.System, config)
    {
    }

    public ConverterUnderTest(string url, RegistryPool pool, TimeProvider clock, params (string Key, string Value)[] config)
    {
        var map = new Dictionary<string, string?>
        {
            ["schema.registry.url"] = url,
            ["converter.type"] = "value",
            ["max.retries"] = "0",
            ["retries.wait.ms"] = "0",
        };
        foreach (var (key, value) in config)
            map[key] = value;

        _converter = new AvroConverter(map, pool, clock);
    }

    public RawHeaders Headers { get; } = new();

    /// <summary>Writes a value to an array, and again to a buffer, which must give the same bytes.</summary>
    public async ValueTask<byte[]?> WriteAsync(Schema? schema, object? value, string topic = "t")
    {
        var token = TestContext.CurrentContext.CancellationToken;
        var bytes = await _converter.FromConnectDataAsync(topic, Headers, schema, value, token);
        var buffer = new ArrayBufferWriter<byte>();
        var isWritten = await _converter.FromConnectDataAsync(topic, new RawHeaders(), schema, value, buffer, token);
        Assert.That(isWritten ? buffer.WrittenSpan.ToArray() : null, Is.EqualTo(bytes), "The overloads differ.");
        return bytes;
    }

    public ValueTask<SchemaAndValue> ReadAsync(byte[]? data, string topic = "t", RawHeaders? headers = null) =>
        _converter.ToConnectDataAsync(topic, headers ?? Headers, data, TestContext.CurrentContext.CancellationToken);

    /// <summary>Writes a value of a known schema many times over; nothing of it waits.</summary>
    public async Task WriteAgainAsync(Schema schema, object? value, int times)
    {
        for (var i = 0; i < times; i++)
            await _converter.FromConnectDataAsync("t", Headers, schema, value, CancellationToken.None);
    }

    public async Task<string?> WriteHexAsync(Schema? schema, object? value, string topic = "t") =>
        await WriteAsync(schema, value, topic) is { } bytes ? Convert.ToHexStringLower(bytes) : null;

    public async Task<SchemaAndValue> ReadHexAsync(string hex, string topic = "t") => await ReadAsync(Convert.FromHexString(hex), topic);

    public void Dispose() => _converter.Dispose();
}
