using Connect.Converters;
using Connect.Data;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>Passes bytes through; fails where it is told to.</summary>
internal sealed class BytesConverter : IConverter, IHeaderConverter
{
    /// <summary>Decides what a value fails with; null for success.</summary>
    public Func<byte[]?, Exception?> ErrorOf { get; set; } = _ => null;

    public ValueTask<byte[]?> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken) =>
        ErrorOf((byte[]?)value) is { } error ? throw error : ValueTask.FromResult((byte[]?)value);

    public ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken) =>
        ErrorOf(data) is { } error ? throw error : ValueTask.FromResult(new SchemaAndValue(Schema.OptionalBytes, data));

    public byte[]? FromConnectHeader(string topic, string headerKey, Schema? schema, object? value) => (byte[]?)value;

    public SchemaAndValue ToConnectHeader(string topic, string headerKey, byte[]? value) => new(Schema.OptionalBytes, value);
}
