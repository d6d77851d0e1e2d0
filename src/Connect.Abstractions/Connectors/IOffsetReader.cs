namespace Connect.Connectors;

/// <summary>Reads the stored offsets of this connector's records.</summary>
/// <remarks>Thread-safe. Corresponds to <c>org.apache.kafka.connect.storage.OffsetStorageReader</c>.</remarks>
public interface IOffsetReader
{
    /// <summary>Reads the offset of one source partition.</summary>
    /// <param name="partition">The source partition.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The offset; null if none is stored.</returns>
    /// <exception cref="ConnectException">The store cannot be read, or the task has been stopped.</exception>
    async ValueTask<SourceOffset?> GetOffsetAsync(SourcePartition partition, CancellationToken cancellationToken = default)
    {
        var offsets = await GetOffsetsAsync([partition], cancellationToken).ConfigureAwait(false);
        return offsets.GetValueOrDefault(partition);
    }

    /// <summary>Reads the offsets of several source partitions at once.</summary>
    /// <param name="partitions">The source partitions.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The stored offsets; partitions without one are not included.</returns>
    /// <exception cref="ConnectException">The store cannot be read, or the task has been stopped.</exception>
    ValueTask<IReadOnlyDictionary<SourcePartition, SourceOffset>> GetOffsetsAsync(
        IReadOnlyCollection<SourcePartition> partitions, CancellationToken cancellationToken = default);
}
