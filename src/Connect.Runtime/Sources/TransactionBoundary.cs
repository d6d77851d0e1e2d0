namespace Connect.Runtime.Sources;

/// <summary>Where the transactions of an exactly-once source end (<c>transaction.boundary</c>).</summary>
internal enum TransactionBoundary
{
    /// <summary>At the end of a poll; polls that are ready at once share a transaction.</summary>
    Poll,

    /// <summary>At the end of a poll, when the interval has passed.</summary>
    Interval,

    /// <summary>Where the task says.</summary>
    Connector,
}
