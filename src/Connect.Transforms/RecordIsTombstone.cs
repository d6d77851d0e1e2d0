using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Transforms;

/// <summary>True for records whose value is null.</summary>
/// <remarks>Safe for use by several threads. Corresponds to <c>org.apache.kafka.connect.transforms.predicates.RecordIsTombstone</c>.</remarks>
public sealed class RecordIsTombstone : IPredicate<ConnectRecord>
{
    /// <summary>It reads no keys.</summary>
    public static ConfigDef Config { get; } = new();

    /// <inheritdoc/>
    public bool Test(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Value is null;
    }
}
