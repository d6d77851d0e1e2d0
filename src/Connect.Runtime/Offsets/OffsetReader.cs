using Connect.Connectors;

namespace Connect.Runtime.Offsets;

/// <summary>Reads stored offsets for a connector or task, until it is stopped.</summary>
internal sealed class OffsetReader(ConnectorOffsets offsets) : IOffsetReader, IDisposable
{
    private readonly CancellationTokenSource _closed = new();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<SourcePartition, SourceOffset>> GetOffsetsAsync(
        IReadOnlyCollection<SourcePartition> partitions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        try
        {
            either.Token.ThrowIfCancellationRequested();
            return await offsets.ReadAsync(partitions, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (_closed.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ConnectException("Offsets can no longer be read: the task or connector has been stopped.", e);
        }
    }

    /// <summary>Ends reading; calls in progress fail. Code of the connector runs on other threads, never inside this call.</summary>
    public void Dispose() => _ = _closed.CancelAsync();
}
