namespace Connect.Connectors;

/// <summary>Reads the offsets that this connector's records carried and that are safely stored.</summary>
/// <remarks>May be called from any thread. Corresponds to <c>org.apache.kafka.connect.storage.OffsetStorageReader</c>.</remarks>
public interface IOffsetReader
{
    /// <summary>Reads the offset of one source partition.</summary>
    /// <param name="partition">The source partition.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The offset; null when none is stored.</returns>
    /// <exception cref="ConnectException">The store cannot be read, or the task has been stopped.</exception>
    async ValueTask<SourceOffset?> GetOffsetAsync(SourcePartition partition, CancellationToken cancellationToken = default)
    {
        var offsets = await GetOffsetsAsync([partition], cancellationToken).ConfigureAwait(false);
        return offsets.GetValueOrDefault(partition);
    }

    /// <summary>Reads the offsets of several source partitions at once.</summary>
    /// <param name="partitions">The source partitions.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The offsets that are stored; partitions without one are left out.</returns>
    /// <exception cref="ConnectException">The store cannot be read, or the task has been stopped.</exception>
    ValueTask<IReadOnlyDictionary<SourcePartition, SourceOffset>> GetOffsetsAsync(
        IReadOnlyCollection<SourcePartition> partitions, CancellationToken cancellationToken = default);
}
