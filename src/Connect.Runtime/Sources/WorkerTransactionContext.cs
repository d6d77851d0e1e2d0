using System.Runtime.CompilerServices;
using Connect.Connectors;

namespace Connect.Runtime.Sources;

/// <summary>Collects a task's requests to end its transactions.</summary>
/// <remarks>Thread-safe. A record is the object that the task returns, not one that equals it. Corresponds to
/// <c>org.apache.kafka.connect.runtime.WorkerTransactionContext</c>.</remarks>
internal sealed class WorkerTransactionContext : ITransactionContext
{
    private readonly Lock _gate = new();
    private readonly ConditionalWeakTable<SourceRecord, object> _commits = [];
    private readonly ConditionalWeakTable<SourceRecord, object> _aborts = [];
    private bool _commitsBatch;
    private bool _abortsBatch;
    private volatile bool _hasRecords;

    /// <inheritdoc/>
    public void CommitTransaction()
    {
        lock (_gate)
            _commitsBatch = true;
    }

    /// <inheritdoc/>
    public void CommitTransaction(SourceRecord record) => Ask(_commits, record);

    /// <inheritdoc/>
    public void AbortTransaction()
    {
        lock (_gate)
            _abortsBatch = true;
    }

    /// <inheritdoc/>
    public void AbortTransaction(SourceRecord record) => Ask(_aborts, record);

    /// <summary>Returns and removes the request for the end of the batch.</summary>
    /// <exception cref="InvalidOperationException">Both a commit and an abort were requested.</exception>
    public TransactionRequest TakeBatch()
    {
        lock (_gate)
        {
            if (_commitsBatch && _abortsBatch)
                throw new InvalidOperationException("Connector requested both commit and abort of same transaction");
            var request = _abortsBatch ? TransactionRequest.Abort : _commitsBatch ? TransactionRequest.Commit : TransactionRequest.None;
            _commitsBatch = _abortsBatch = false;
            return request;
        }
    }

    /// <summary>Returns and removes the request for a record.</summary>
    /// <param name="record">The record as the task returned it.</param>
    /// <exception cref="InvalidOperationException">Both a commit and an abort were requested.</exception>
    public TransactionRequest Take(SourceRecord record)
    {
        if (!_hasRecords)
            return TransactionRequest.None;
        lock (_gate)
        {
            var (commits, aborts) = (_commits.Remove(record), _aborts.Remove(record));
            if (commits && aborts)
            {
                throw new InvalidOperationException(
                    $"Connector requested both commit and abort of same record against topic/partition "
                        + $"{record.Topic}/{record.Partition?.ToString() ?? "null"}");
            }

            return aborts ? TransactionRequest.Abort : commits ? TransactionRequest.Commit : TransactionRequest.None;
        }
    }

    private void Ask(ConditionalWeakTable<SourceRecord, object> table, SourceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        lock (_gate)
        {
            table.AddOrUpdate(record, table);
            _hasRecords = true;
        }
    }
}
