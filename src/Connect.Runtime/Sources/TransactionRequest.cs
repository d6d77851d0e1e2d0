namespace Connect.Runtime.Sources;

/// <summary>What a task requests at the end of a batch or after a record.</summary>
internal enum TransactionRequest
{
    /// <summary>Nothing: the transaction continues.</summary>
    None,

    /// <summary>The transaction is committed.</summary>
    Commit,

    /// <summary>The transaction is aborted; the offsets of its records are stored anyway.</summary>
    Abort,
}
