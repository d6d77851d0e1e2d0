namespace Connect.Runtime;

/// <summary>Thrown while the group is rebalancing: the same request may succeed later.</summary>
/// <remarks>409 over REST. Corresponds to <c>org.apache.kafka.connect.runtime.distributed.RebalanceNeededException</c> and similar
/// exceptions.</remarks>
public sealed class RebalanceInProgressException : ConnectException
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public RebalanceInProgressException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, and what to do.</param>
    public RebalanceInProgressException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public RebalanceInProgressException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
