using Connect.Configuration;
using Connect.Converters;
using Connect.Data;

namespace Connect.Tests.Connectors;

/// <summary>A converter of bytes that reaches the test first. Keys: <c>connector</c>; <c>step</c>, what it is called there.</summary>
public sealed class FaultyConverter(ConnectorHandles handles, IReadOnlyDictionary<string, string?> config) : IConverter, IHeaderConverter
{
    private readonly ConnectorHandle _handle = handles[config["connector"]!];
    private readonly string _step = config["step"]!;

    public static ConfigDef Config { get; } = new ConfigDef()
        .Define("connector", ConfigType.String, ConfigImportance.High, "The connector.")
        .Define("step", ConfigType.String, ConfigImportance.High, "The name of the step.")
        .Define("converter.type", ConfigType.String, "value", ConfigImportance.Low, "What it converts.");

    public async ValueTask<byte[]?> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken)
    {
        await _handle.StepAsync(_step, ConnectorHandle.NumberOf(value), cancellationToken);
        return (byte[]?)value;
    }

    public async ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken)
    {
        await _handle.StepAsync(_step, ConnectorHandle.NumberOf(data), cancellationToken);
        return new SchemaAndValue(Schema.OptionalBytes, data);
    }

    public byte[]? FromConnectHeader(string topic, string headerKey, Schema? schema, object? value)
    {
        _handle.StepAsync(_step, ConnectorHandle.NumberOf(value), CancellationToken.None).GetAwaiter().GetResult();
        return (byte[]?)value;
    }

    public SchemaAndValue ToConnectHeader(string topic, string headerKey, byte[]? value)
    {
        _handle.StepAsync(_step, ConnectorHandle.NumberOf(value), CancellationToken.None).GetAwaiter().GetResult();
        return new SchemaAndValue(Schema.OptionalBytes, value);
    }
}
