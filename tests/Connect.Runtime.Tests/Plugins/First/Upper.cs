using Connect.Configuration;
using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Runtime.Tests.Plugins.First;

public sealed class Upper(TimeProvider time, IReadOnlyDictionary<string, string?> config) : ITransform<ConnectRecord>
{
    public static ConfigDef Config { get; } = new ConfigDef().Define("suffix", ConfigType.String, "", ConfigImportance.Low, "What is added.");

    public ConnectRecord? Apply(ConnectRecord record) =>
        record with
        {
            Value = ((string)record.Value!).ToUpperInvariant()
            + Config.Parse(config).GetString("suffix"),
            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds()
        };
}
