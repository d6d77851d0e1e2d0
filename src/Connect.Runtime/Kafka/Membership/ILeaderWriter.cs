namespace Connect.Runtime.Kafka.Membership;

/// <summary>Writes the records that only the leader may write. The broker ensures that there is one such writer: each claim fences the writers before
/// it.</summary>
/// <remarks>Exists only on a candidate. Thread-safe; calls run one after the other. Once <see cref="End"/> is set, every call returns it: dispose the
/// writer.</remarks>
internal interface ILeaderWriter : IAsyncDisposable
{
    /// <summary>Why the writer can no longer be used; null while it can. It can after a failure whose transaction was aborted, such as that of a
    /// record which is too large.</summary>
    LeaderWriteResult? End { get; }

    /// <summary>Claims the leadership: fences earlier writers and aborts their open transaction. Takes up to <see cref="LeaderWriter.ClaimBudget"/>.
    /// Call it once, before the first write.</summary>
    /// <param name="cancellationToken">Cancels the wait; the writer can then no longer be used.</param>
    Task<LeaderWriteResult> ClaimAsync(CancellationToken cancellationToken);

    /// <summary>Writes records in one transaction: read_committed consumers see all or none. Calls that wait for each other may share it.</summary>
    /// <param name="records">The records, at least one: an empty transaction does not detect fencing.</param>
    /// <param name="cancellationToken">Cancels the call before the transaction begins. A transaction that has begun is finished.</param>
    Task<LeaderWriteResult> WriteAsync(IReadOnlyList<LeaderEntry> records, CancellationToken cancellationToken);
}
