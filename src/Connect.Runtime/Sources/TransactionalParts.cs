using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Offsets;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Sources;

/// <summary>The parts of exactly-once delivery. The delivery owns all of them.</summary>
/// <param name="Id">The task.</param>
/// <param name="Producer">Sends records in transactions.</param>
/// <param name="Answers">Handles the producer's acknowledgements and errors.</param>
/// <param name="Tracker">Determines which offsets may be stored.</param>
/// <param name="Offsets">The connector's stored offsets.</param>
/// <param name="Store">The store that writes offsets in the producer's transaction.</param>
/// <param name="Writer">Writes the offsets.</param>
/// <param name="Settings">When transactions end.</param>
/// <param name="Fence">Fences previous tasks, before the producer is initialized.</param>
/// <param name="Verify">Verifies that the task is still assigned here, after the producer is initialized.</param>
internal sealed record TransactionalParts(
    ConnectorTaskId Id,
    ITransactionalProducer Producer,
    SourceDeliveries Answers,
    SourceOffsetTracker<OutgoingRecord> Tracker,
    ConnectorOffsets Offsets,
    TransactionalOffsetStore Store,
    OffsetWriter Writer,
    TransactionSettings Settings,
    Func<CancellationToken, Task> Fence,
    Func<CancellationToken, Task> Verify)
{
    /// <summary>The context in which the task requests the ends of transactions; null if the task does not define them.</summary>
    public WorkerTransactionContext? Context { get; init; }

    /// <summary>Keeps the notifications about the task's records; null if the task does not listen.</summary>
    public CommittedRecords? Records { get; init; }

    /// <summary>Counts commits.</summary>
    public CommitTimes Times { get; init; } = new();

    /// <summary>Receives the number of records of each transaction; null for none.</summary>
    public Action<int>? TransactionCommitted { get; init; }

    /// <summary>How long a transaction may be open before the broker aborts it, for messages.</summary>
    public string TransactionTimeout { get; init; } = "60000";

    /// <summary>Waits until the worker is a member of its cluster, and then makes sure that the task is still its own: a worker that was suspended
    /// meanwhile may have lost the task, and initializing its transactional id would fence the task's new run.</summary>
    /// <param name="lease">The worker's membership.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task AwaitLeaseAsync(ILease lease, CancellationToken cancellationToken)
    {
        while (!lease.IsHeld)
        {
            await lease.WaitUntilHeldAsync(cancellationToken).ConfigureAwait(false);
            await Verify(cancellationToken).ConfigureAwait(false);
        }
    }
}
