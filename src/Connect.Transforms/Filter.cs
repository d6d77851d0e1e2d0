using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Transforms;

/// <summary>Drops every record that it is given; a predicate decides which ones these are.</summary>
/// <remarks>Safe for use by several threads. Corresponds to <c>org.apache.kafka.connect.transforms.Filter</c>.</remarks>
public sealed class Filter : ITransform<ConnectRecord>
{
    /// <summary>It reads no keys.</summary>
    public static ConfigDef Config { get; } = new();

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record) => null;
}
