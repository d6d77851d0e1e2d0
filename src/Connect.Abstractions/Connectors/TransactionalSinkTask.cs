namespace Connect.Connectors;

/// <summary>A base class for sinks that write each record exactly once into a target with transactions, for example a database.</summary>
/// <remarks>
/// <para>The offsets are kept in the target, in the same transaction as the records, and are what counts: at the open of a partition delivery goes on
/// at the offset that the target holds. What the consumer
/// group commits only shows the progress.</para>
/// <para>A task that lost its partition without knowing it (its process was stopped and goes on) must not write any more. So the target holds a token
/// for each partition: <see cref="ClaimAsync"/> increments it, and <see cref="WriteAsync"/> requires it unchanged.</para>
/// <para>A derived class implements these two calls. All calls come from one flow, as those of <see cref="ISinkTask"/>.</para>
/// </remarks>
public abstract class TransactionalSinkTask : SinkTask
{
    private readonly Dictionary<TopicPartition, SinkProgress> _progress = [];

    /// <inheritdoc/>
    public sealed override async ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var claims = await ClaimAsync(partitions, cancellationToken).ConfigureAwait(false);
        foreach (var partition in partitions)
        {
            var claim = claims[partition];
            _progress[partition] = new SinkProgress(partition, claim.Offset ?? 0, claim.Token);
            if (claim.Offset is { } offset)
                Context.Seek(partition, offset);
        }
    }

    /// <inheritdoc/>
    public sealed override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        var fresh = new List<SinkRecord>(records.Count);
        var next = new Dictionary<TopicPartition, SinkProgress>();
        foreach (var record in records)
        {
            // Where it was read from, whatever transforms have made of it.
            var partition = new TopicPartition(record.OriginalTopic, record.OriginalPartition);
            var progress = next.TryGetValue(partition, out var moved) ? moved : _progress[partition];

            // Below it the record is in the target: it was read before the seek, or is put again after a failure whose transaction was committed.
            if (record.OriginalOffset < progress.Offset)
                continue;
            fresh.Add(record);
            next[partition] = progress with { Offset = record.OriginalOffset + 1 };
        }

        if (fresh.Count == 0)
            return;
        await WriteAsync(fresh, next.Values, cancellationToken).ConfigureAwait(false);
        foreach (var (partition, progress) in next)
            _progress[partition] = progress;
    }

    /// <inheritdoc/>
    public sealed override ValueTask<IReadOnlyDictionary<TopicPartition, long>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) => ValueTask.FromResult(offsets);

    /// <inheritdoc/>
    public sealed override ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        foreach (var partition in partitions)
            _progress.Remove(partition);
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes partitions over, in one transaction of the target: increments the token of each, and reads its offset.</summary>
    /// <param name="partitions">The partitions that are new; never empty.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop is over.</param>
    /// <returns>The claim of every partition.</returns>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace.</exception>
    protected abstract ValueTask<IReadOnlyDictionary<TopicPartition, SinkClaim>> ClaimAsync(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken);

    /// <summary>Writes records and how far they go, in one transaction of the target, if it still holds the token of each of their
    /// partitions.</summary>
    /// <param name="records">The records in the order of their partitions; never empty.</param>
    /// <param name="progress">One entry for each partition of the records.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop is over.</param>
    /// <exception cref="SinkFencedException">The target holds another token; nothing was written.</exception>
    /// <exception cref="RetriableConnectException">The target is unavailable for the moment. The same records come again; those that the target has
    /// by then must be refused by the target itself (the token alone does not tell), so throw it only when the transaction was surely not
    /// committed.</exception>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace. At its next open it goes on at the offset in the
    /// target.</exception>
    protected abstract ValueTask WriteAsync(
        IReadOnlyList<SinkRecord> records, IReadOnlyCollection<SinkProgress> progress, CancellationToken cancellationToken);
}
