namespace Connect.Connectors;

/// <summary>Reads a share of a source's records.</summary>
/// <remarks>
/// <para>The runtime creates one instance for each task, through dependency injection, and makes one call at a time: start, then polls with commits
/// between them, then stop.</para>
/// <para>A task that needs a notification for each acknowledged record also implements <see cref="IRecordCommitListener"/>.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.source.SourceTask</c>. <see cref="SourceTask"/> is a base class with defaults.</para>
/// </remarks>
public interface ISourceTask
{
    /// <summary>The task's version, usually the connector's.</summary>
    string Version { get; }

    /// <summary>Starts the task: opens the source at the stored offsets.</summary>
    /// <param name="context">The configuration, the stored offsets and access to the runtime; valid until <see cref="StopAsync"/> returns.</param>
    /// <param name="cancellationToken">Cancelled when the task must stop.</param>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace.</exception>
    ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken);

    /// <summary>Returns the next records; waits until there are some.</summary>
    /// <remarks>Called repeatedly, but not while the task is paused. The task itself must wait for data: after a call that returns nothing, the next
    /// call follows immediately. The runtime owns the list until the next call; then the task may reuse it.</remarks>
    /// <param name="cancellationToken">Cancelled when the runtime needs to stop or pause the task or to call <see cref="CommitAsync"/>; the next call
    /// gets a new token. A cancelled call returns nothing: records that it has read from the source but not returned must be returned by the next
    /// call.</param>
    /// <returns>The records, in the order in which to send them; empty if there are none yet. Never null.</returns>
    /// <exception cref="RetriableConnectException">The source system is temporarily unavailable: the runtime polls again after a delay.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is lost.</exception>
    /// <exception cref="Exception">The task becomes FAILED with this exception as its trace, after the records in flight are acknowledged and their
    /// offsets stored.</exception>
    ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken);

    /// <summary>Called after each commit of offsets, even if there was nothing to commit: all offsets of the records acknowledged so far are
    /// stored.</summary>
    /// <param name="cancellationToken">Cancelled when the task's time to stop has run out.</param>
    /// <exception cref="Exception">Logged; otherwise ignored.</exception>
    ValueTask CommitAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Releases the resources acquired by <see cref="StartAsync"/>. Called after the last poll has returned, also after a failure.</summary>
    /// <param name="cancellationToken">Cancelled when the task's time to stop has run out.</param>
    ValueTask StopAsync(CancellationToken cancellationToken);
}
