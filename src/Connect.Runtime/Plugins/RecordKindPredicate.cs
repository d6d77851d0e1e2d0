using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Runtime.Plugins;

/// <summary>A predicate on one kind of records, in a chain that does not know kinds.</summary>
internal sealed class RecordKindPredicate<TRecord>(IPredicate<TRecord> predicate) : IPredicate<ConnectRecord>, IDisposable
    where TRecord : ConnectRecord
{
    /// <inheritdoc/>
    public bool Test(ConnectRecord record) => record is TRecord mine
        ? predicate.Test(mine)
        : throw new ConnectException(
            $"The predicate {predicate.GetType()} works only on {typeof(TRecord).Name}s, but this connector has {record.GetType().Name}s.");

    /// <inheritdoc/>
    public void Dispose() => (predicate as IDisposable)?.Dispose();
}
