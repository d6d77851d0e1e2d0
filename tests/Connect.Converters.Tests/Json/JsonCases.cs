using System.Text;
using Connect.Data;

namespace Connect.Converters.Tests.Json;

/// <summary>Short forms for tests of JSON: text in, text out.</summary>
internal static class JsonCases
{
    private static readonly RawHeaders Headers = new();

    public static JsonConverter Plain { get; } = new(new JsonConverterOptions { SchemasEnable = false });

    public static JsonConverter Enveloped { get; } = new();

    public static string? Write(this JsonConverter converter, Schema? schema, object? value) =>
        converter.WriteBytes(schema, value) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public static byte[]? WriteBytes(this JsonConverter converter, Schema? schema, object? value) =>
        Synchronous(converter.FromConnectDataAsync("orders", Headers, schema, value, CancellationToken.None));

    public static SchemaAndValue Read(this JsonConverter converter, string json) => converter.ReadBytes(Encoding.UTF8.GetBytes(json));

    public static SchemaAndValue ReadBytes(this JsonConverter converter, byte[]? json) =>
        Synchronous(converter.ToConnectDataAsync("orders", Headers, json, CancellationToken.None));

    /// <summary>Reads through the tree converter alone: behind a byte order mark the compiled readers are not tried.</summary>
    public static SchemaAndValue ReadByTree(this JsonConverter converter, byte[] json) => converter.ReadBytes([0xEF, 0xBB, 0xBF, .. json]);

    private static T Synchronous<T>(ValueTask<T> call)
    {
        Assert.That(call.IsCompletedSuccessfully);
        return call.GetAwaiter().GetResult();
    }
}
