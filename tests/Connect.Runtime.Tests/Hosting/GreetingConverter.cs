using System.Text;
using Connect.Converters;
using Connect.Data;

namespace Connect.Runtime.Tests.Hosting;

/// <summary>Puts a service's text before what it reads.</summary>
public sealed class GreetingConverter(Greeting greeting) : IConverter
{
    public ValueTask<byte[]?> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken) =>
        ValueTask.FromResult((byte[]?)value);

    public ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new SchemaAndValue(Schema.OptionalBytes, Encoding.UTF8.GetBytes($"{greeting.Text} {Encoding.UTF8.GetString(data!)}")));
}
