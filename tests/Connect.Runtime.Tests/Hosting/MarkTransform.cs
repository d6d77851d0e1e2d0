using System.Text;
using Connect.Configuration;
using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Runtime.Tests.Hosting;

/// <summary>Adds a sign of its configuration and a service's text to a value.</summary>
public sealed class MarkTransform(Greeting greeting, IReadOnlyDictionary<string, string?> config) : ITransform<ConnectRecord>
{
    public static ConfigDef Config { get; } = new ConfigDef().Define("sign", ConfigType.String, ConfigImportance.High, "What to add.");

    public ConnectRecord Apply(ConnectRecord record) =>
        record with { Value = Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString((byte[])record.Value!)}{config["sign"]}{greeting.Text} ") };
}
