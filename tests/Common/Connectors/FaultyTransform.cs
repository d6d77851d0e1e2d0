using Connect.Configuration;
using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Tests.Connectors;

/// <summary>A transform that changes nothing, and reaches the test first. Key: <c>connector</c>.</summary>
public sealed class FaultyTransform(ConnectorHandles handles, IReadOnlyDictionary<string, string?> config) : ITransform<ConnectRecord>
{
    private readonly ConnectorHandle _handle = handles[config["connector"]!];

    public static ConfigDef Config { get; } = new ConfigDef().Define("connector", ConfigType.String, ConfigImportance.High, "The connector.");

    public ConnectRecord? Apply(ConnectRecord record)
    {
        _handle.StepAsync("transform", ConnectorHandle.NumberOf(record.Value), CancellationToken.None).GetAwaiter().GetResult();
        return _handle.Drops?.Invoke(ConnectorHandle.NumberOf(record.Value)) == true ? null : record;
    }
}
