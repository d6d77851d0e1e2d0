namespace Connect.Connectors;

/// <summary>Reads one share of a source.</summary>
/// <remarks>
/// <para>One instance a task, made through dependency injection, and called from one flow: start, then polls with commits between them, then stop. No two calls overlap.</para>
/// <para>A task that wants to hear of each record's acknowledgement implements <see cref="IRecordCommitListener"/> too.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.source.SourceTask</c>. <see cref="SourceTask"/> is a base class with defaults.</para>
/// </remarks>
public interface ISourceTask
{
    /// <summary>The task's version, usually the connector's.</summary>
    string Version { get; }

    /// <summary>Starts the task: open the source at the stored offsets.</summary>
    /// <param name="context">The configuration, the stored offsets and the way back to the runtime; valid until <see cref="StopAsync"/> returns.</param>
    /// <param name="cancellationToken">Cancelled when the task is to stop.</param>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace.</exception>
    ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken);

    /// <summary>Gives the next records, waiting until there are some.</summary>
    /// <remarks>Called again and again, and never while the task is paused. Waiting is the task's to do: a call that returns nothing at once is made again at once.
    /// The list belongs to the runtime until the next call; the task may then use it again.</remarks>
    /// <param name="cancellationToken">Cancelled when the runtime wants its turn: to stop, to pause, or to call <see cref="CommitAsync"/>; the next call has a token of its own.
    /// A call that ends so has returned nothing: records it took from the source and did not return must come with the next call.</param>
    /// <returns>The records in the order in which they are to be sent; empty when there is nothing yet. Never null.</returns>
    /// <exception cref="RetriableConnectException">The source is unavailable for the moment: the runtime calls again after a delay.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is lost.</exception>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace, after the records in flight were acknowledged and their offsets stored.</exception>
    ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken);

    /// <summary>Says that every offset of the records acknowledged so far is stored. Called after each commit of offsets, also when there was nothing to commit.</summary>
    /// <param name="cancellationToken">Cancelled when the task's time to stop is over.</param>
    /// <exception cref="Exception">Logged, nothing else.</exception>
    ValueTask CommitAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Releases what <see cref="StartAsync"/> took. Called on the task's own flow when the last poll has returned, also after a failure.</summary>
    /// <param name="cancellationToken">Cancelled when the task's time to stop is over.</param>
    ValueTask StopAsync(CancellationToken cancellationToken);
}
