namespace Connect.Connectors;

/// <summary>Writes one share of a sink's records.</summary>
/// <remarks>
/// <para>One instance a task, made through dependency injection, and called from one flow. Order of the calls: <see cref="StartAsync"/>; <see cref="OpenAsync"/> for partitions that arrive;
/// <see cref="PutAsync"/> again and again; before partitions leave <see cref="PreCommitAsync"/>, then <see cref="CloseAsync"/>; at the end <see cref="StopAsync"/>.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.sink.SinkTask</c>. <see cref="SinkTask"/> is a base class with defaults.</para>
/// </remarks>
public interface ISinkTask
{
    /// <summary>The task's version, usually the connector's.</summary>
    string Version { get; }

    /// <summary>Starts the task. No partition is assigned yet.</summary>
    /// <param name="context">The configuration and the way back to the runtime; valid until <see cref="StopAsync"/> returns.</param>
    /// <param name="cancellationToken">Cancelled when the task is to stop.</param>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace.</exception>
    ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken);

    /// <summary>Says which partitions have arrived, before any of their records is delivered.</summary>
    /// <param name="partitions">The partitions that are new; never empty.</param>
    /// <param name="cancellationToken">Cancelled when the task is to stop.</param>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace.</exception>
    ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Takes records. They may be written at once or kept until <see cref="FlushAsync"/>.</summary>
    /// <remarks>Also called with an empty list when nothing has arrived for a while, and while the task is paused: a good place for work that time triggers.
    /// The list and its records belong to the task.</remarks>
    /// <param name="records">The records in the order of their partitions.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop is over.</param>
    /// <exception cref="RetriableConnectException">The sink is unavailable for the moment: the same records are delivered again, after <see cref="SinkTaskContext.RetryBackoff"/> where it is set.</exception>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace; the records of this call are not committed.</exception>
    ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken);

    /// <summary>Makes everything taken so far durable. Called by <see cref="PreCommitAsync"/> unless that is overridden.</summary>
    /// <param name="offsets">Of each partition, the offset after the last record put.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop is over.</param>
    /// <exception cref="Exception">Nothing is committed; delivery goes back to the offsets last committed.</exception>
    ValueTask FlushAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Tells which offsets may be committed.</summary>
    /// <param name="offsets">Of each partition, the offset after the last record put.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop is over.</param>
    /// <returns>The offsets that are safe: a record below one is never delivered again. Partitions left out keep what was committed before; an empty map commits nothing.</returns>
    /// <exception cref="Exception">Nothing is committed; delivery goes back to the offsets last committed.</exception>
    async ValueTask<IReadOnlyDictionary<TopicPartition, long>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        await FlushAsync(offsets, cancellationToken).ConfigureAwait(false);
        return offsets;
    }

    /// <summary>Says which partitions leave. Their records put so far have been asked about in <see cref="PreCommitAsync"/>, unless the partitions were lost.</summary>
    /// <param name="partitions">The partitions that leave.</param>
    /// <param name="cancellationToken">Cancelled when the task's time to stop is over.</param>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace.</exception>
    ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Releases what <see cref="StartAsync"/> took. Called once, when all partitions are closed, also after a failure.</summary>
    /// <param name="cancellationToken">Cancelled when the task's time to stop is over.</param>
    ValueTask StopAsync(CancellationToken cancellationToken);
}
