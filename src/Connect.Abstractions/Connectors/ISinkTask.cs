namespace Connect.Connectors;

/// <summary>Writes a share of a sink's records.</summary>
/// <remarks>
/// <para>The runtime creates one instance for each task, through dependency injection, and makes one call at a time. Order of the calls:
/// <see cref="StartAsync"/>; <see cref="OpenAsync"/> for newly assigned partitions; <see cref="PutAsync"/> repeatedly; before partitions are revoked
/// <see cref="PreCommitAsync"/>, then <see cref="CloseAsync"/>; at the end <see cref="StopAsync"/>.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.sink.SinkTask</c>. <see cref="SinkTask"/> is a base class with defaults.</para>
/// </remarks>
public interface ISinkTask
{
    /// <summary>The task's version, usually the connector's.</summary>
    string Version { get; }

    /// <summary>Starts the task. No partition is assigned yet.</summary>
    /// <param name="context">The configuration and access to the runtime; valid until <see cref="StopAsync"/> returns.</param>
    /// <param name="cancellationToken">Cancelled when the task must stop.</param>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace.</exception>
    ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken);

    /// <summary>Called for newly assigned partitions, before any of their records is delivered.</summary>
    /// <param name="partitions">The new partitions; never empty.</param>
    /// <param name="cancellationToken">Cancelled when the task must stop.</param>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace.</exception>
    ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Takes records. Write them immediately, or keep them until <see cref="FlushAsync"/>.</summary>
    /// <remarks>Also called with an empty list when no records have arrived for a while, and while the task is paused: use such calls for periodic
    /// work. The task owns the list and its records.</remarks>
    /// <param name="records">The records, in the order of their partitions.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop has run out.</param>
    /// <exception cref="RetriableConnectException">The sink system is temporarily unavailable: the same records are delivered again, after
    /// <see cref="SinkTaskContext.RetryBackoff"/> if it is set.</exception>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace; the records of this call are not committed.</exception>
    ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken);

    /// <summary>Makes all records taken so far durable. Called by <see cref="PreCommitAsync"/> unless that is overridden.</summary>
    /// <param name="offsets">For each partition, the offset after the last record put.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop has run out.</param>
    /// <exception cref="Exception">No offsets are committed; delivery restarts at the last committed offsets.</exception>
    ValueTask FlushAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Returns the offsets that may be committed.</summary>
    /// <param name="offsets">For each partition, the offset after the last record put.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop has run out.</param>
    /// <returns>The offsets that are safe to commit: records below them are never delivered again. Partitions that are not included keep their
    /// committed offset; an empty map commits nothing.</returns>
    /// <exception cref="Exception">No offsets are committed; delivery restarts at the last committed offsets.</exception>
    async ValueTask<IReadOnlyDictionary<TopicPartition, long>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        await FlushAsync(offsets, cancellationToken).ConfigureAwait(false);
        return offsets;
    }

    /// <summary>Called for revoked partitions. Before that, <see cref="PreCommitAsync"/> is called for the records put so far, unless the partitions
    /// were lost.</summary>
    /// <param name="partitions">The revoked partitions.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop has run out.</param>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace.</exception>
    ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Releases the resources acquired by <see cref="StartAsync"/>. Called once, when all partitions are closed, also after a
    /// failure.</summary>
    /// <param name="cancellationToken">Cancelled when the task's time to stop has run out.</param>
    ValueTask StopAsync(CancellationToken cancellationToken);
}
