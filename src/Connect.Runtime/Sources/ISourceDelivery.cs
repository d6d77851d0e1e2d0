using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Sources;

/// <summary>Sends the records of one source task to Kafka and stores their offsets. At-least-once and exactly-once delivery are two
/// implementations.</summary>
/// <remarks>
/// <para>The task's loop calls <see cref="OpenAsync"/>, <see cref="Start"/>, then for each poll: <see cref="Submit"/> for a run of records, then for
/// each record of the run, in order, either <see cref="SendAsync"/> or <see cref="LeaveOutAsync"/>, and after the last record
/// <see cref="EndPollAsync"/>; finally <see cref="FinishAsync"/>. Other threads may use only <see cref="Failure"/>, <see cref="Active"/>,
/// <see cref="Written"/> and <see cref="Abandon"/>.</para>
/// <para>A failure, and a commit that a paused task has not observed yet, wake the task's loop.</para>
/// </remarks>
internal interface ISourceDelivery : IAsyncDisposable
{
    /// <summary>Why the task must fail; null if there is no failure.</summary>
    Exception? Failure { get; }

    /// <summary>The number of submitted records that are not acknowledged, or that wait behind one that is not. Thread-safe.</summary>
    long Active { get; }

    /// <summary>How many records Kafka has acknowledged. May be read from any thread.</summary>
    long Written { get; }

    /// <summary>Balances the task's records.</summary>
    SourceAudit Audit { get; }

    /// <summary>Counts the submitted records that are not acknowledged. Visits each record that waits: call it once a commit. Thread-safe.</summary>
    long CountUnacknowledged();

    /// <summary>Prepares what the connector's task needs before it starts, such as its stored offsets.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">Preparation failed; the task fails.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Starts storing offsets: the connector's task has started.</summary>
    void Start();

    /// <summary>Registers a run of records, in order. From here on their offsets are held back until they are acknowledged.</summary>
    /// <param name="records">The records as the task returned them, at most <see cref="MaxRun"/>.</param>
    void Submit(ReadOnlySpan<SourceRecord> records);

    /// <summary>Sends a record; waits while the send buffer is full.</summary>
    /// <param name="index">The record's index in the run that was submitted last.</param>
    /// <param name="record">The record as the task returned it.</param>
    /// <param name="encoded">The serialized record. Its arrays may be reused when the call has completed.</param>
    /// <exception cref="Exception">The task fails: this record, or one sent before, cannot be delivered.</exception>
    /// <exception cref="OperationCanceledException">The task was abandoned.</exception>
    ValueTask SendAsync(int index, SourceRecord record, in ProducerRecord encoded);

    /// <summary>Sends what <see cref="SendAsync"/> has buffered so far: the task is about to wait for something else.</summary>
    void SendBuffered();

    /// <summary>Skips a record: a transform dropped it, or its error is tolerated.</summary>
    /// <param name="index">The record's index in the run that was submitted last.</param>
    /// <param name="record">The record as the task returned it.</param>
    ValueTask LeaveOutAsync(int index, SourceRecord record);

    /// <summary>Called when every record of a poll was sent or skipped: a transaction may end here.</summary>
    ValueTask EndPollAsync();

    /// <summary>Does pending work while a poll has not returned: a transaction may end here.</summary>
    /// <param name="polling">Completes when the poll returns; not awaited for its result.</param>
    ValueTask WhilePollingAsync(Task polling);

    /// <summary>Called when the task pauses: stores the offsets that can be stored without further polls.</summary>
    ValueTask PauseAsync();

    /// <summary>Stores the offsets of everything that was sent, because the task has no more records.</summary>
    /// <returns>False if records are not acknowledged yet, or their offsets could not be stored: try again.</returns>
    /// <exception cref="ConnectException">It cannot be stored; the task fails.</exception>
    ValueTask<bool> TryCompleteAsync();

    /// <summary>Returns whether offsets were stored since the last call, so that the task can be notified.</summary>
    bool TakeCommit();

    /// <summary>Ends the delivery: waits for records in flight, up to the timeout, then stores the offsets that may be stored. A failure is logged
    /// and shown in the task's status.</summary>
    /// <param name="failed">Whether the task has failed.</param>
    /// <returns>True if offsets were stored and the task must be notified.</returns>
    /// <exception cref="OperationCanceledException">The task was abandoned.</exception>
    Task<bool> FinishAsync(bool failed);

    /// <summary>Stops immediately because the task was abandoned: nothing more is sent or stored. Neither blocks nor throws. Thread-safe.</summary>
    void Abandon();

    /// <summary>The maximum number of records in a run: enough to share the cost of a lock.</summary>
    const int MaxRun = 64;
}
