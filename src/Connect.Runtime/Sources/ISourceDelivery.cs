using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Sources;

/// <summary>How the records of one source task reach Kafka, and when their offsets are stored: all in which delivery at least once and exactly once differ.</summary>
/// <remarks>
/// <para>The task's flow calls <see cref="OpenAsync"/>, <see cref="Start"/>, then for each poll: <see cref="Submit"/> for a run of its records, for each record of the run in order either
/// <see cref="SendAsync"/> or <see cref="LeaveOutAsync"/>, and at the end of the poll <see cref="EndPollAsync"/>; at last <see cref="FinishAsync"/>. Only <see cref="Failure"/> and
/// <see cref="Abandon"/> may be used by others.</para>
/// <para>Whatever changes meanwhile (a failure, a commit of which a paused task has not heard) interrupts the task.</para>
/// </remarks>
internal interface ISourceDelivery : IAsyncDisposable
{
    /// <summary>Why the task has to fail; null while all is well.</summary>
    Exception? Failure { get; }

    /// <summary>Prepares everything that has to be there before the connector's task starts, its stored offsets among it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ConnectException">It cannot be prepared; the task fails.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Begins to store offsets: the connector's task has started.</summary>
    void Start();

    /// <summary>Takes a run of records on, in their order. From here on their offsets are held back.</summary>
    /// <param name="records">The records as the task returned them, at most <see cref="MaxRun"/>.</param>
    void Submit(ReadOnlySpan<SourceRecord> records);

    /// <summary>Sends a record; waits while there is no room for it.</summary>
    /// <param name="index">Its place in the run that was submitted last.</param>
    /// <param name="record">The record as the task returned it.</param>
    /// <param name="encoded">What is sent. Its arrays may be reused when the call has completed.</param>
    /// <exception cref="Exception">The task fails: this record, or one sent before, cannot be delivered.</exception>
    /// <exception cref="OperationCanceledException">The task was given up.</exception>
    ValueTask SendAsync(int index, SourceRecord record, in ProducerRecord encoded);

    /// <summary>Sends what <see cref="SendAsync"/> has kept so far, so that several records go together: the task is about to wait for something else.</summary>
    void SendBuffered();

    /// <summary>Passes over a record: a transform dropped it, or its error is tolerated.</summary>
    /// <param name="index">Its place in the run that was submitted last.</param>
    /// <param name="record">The record as the task returned it.</param>
    ValueTask LeaveOutAsync(int index, SourceRecord record);

    /// <summary>Notes that every record of a poll was sent or left out: a transaction may end here.</summary>
    ValueTask EndPollAsync();

    /// <summary>Notes that the task pauses: what can be stored without further polls is stored.</summary>
    ValueTask PauseAsync();

    /// <summary>Whether offsets were stored since the last call.</summary>
    bool TakeCommit();

    /// <summary>Ends the task's delivery: waits for what is under way as long as it may, then stores what may be stored. What cannot be stored is logged and shown.</summary>
    /// <returns>True when offsets were stored, of which the task is to hear.</returns>
    /// <exception cref="OperationCanceledException">The task was given up.</exception>
    Task<bool> FinishAsync();

    /// <summary>Gives everything up at once, because the task was given up: nothing is sent or stored any more. Neither blocks nor throws; may be called from any thread.</summary>
    void Abandon();

    /// <summary>The most records of a run: enough to share the cost of a lock.</summary>
    const int MaxRun = 64;
}
