namespace Connect.Connectors;

/// <summary>Lets a source task define where a transaction ends.</summary>
/// <remarks>Requesting both a commit and an abort for the same batch or record fails the task. Corresponds to
/// <c>org.apache.kafka.connect.source.TransactionContext</c>.</remarks>
public interface ITransactionContext
{
    /// <summary>Commits after the batch that the current or next poll returns.</summary>
    void CommitTransaction();

    /// <summary>Commits right after this record.</summary>
    /// <param name="record">A record of the batch that the current or next poll returns.</param>
    void CommitTransaction(SourceRecord record);

    /// <summary>Aborts after the batch that the current or next poll returns: its records are discarded, but their offsets are stored.</summary>
    void AbortTransaction();

    /// <summary>Aborts right after this record.</summary>
    /// <param name="record">A record of the batch that the current or next poll returns.</param>
    void AbortTransaction(SourceRecord record);
}
