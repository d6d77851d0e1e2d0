using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Runtime.Plugins;

/// <summary>A transform of one kind of records, in a chain that does not know kinds.</summary>
internal sealed class RecordKindTransform<TRecord>(ITransform<TRecord> transform) : ITransform<ConnectRecord>, IDisposable
    where TRecord : ConnectRecord
{
    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record) => record is TRecord mine
        ? transform.Apply(mine)
        : throw new ConnectException(
            $"The transform {transform.GetType()} works only on {typeof(TRecord).Name}s, but this connector has {record.GetType().Name}s.");

    /// <inheritdoc/>
    public void Dispose() => (transform as IDisposable)?.Dispose();
}
