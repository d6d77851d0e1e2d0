using System.Net;

namespace Connect.Client;

/// <summary>A worker refuses a request. When no worker can be reached, <see cref="HttpRequestException"/> is thrown instead.</summary>
public sealed class KafkaConnectException : Exception
{
    /// <summary>Creates one.</summary>
    public KafkaConnectException()
    {
    }

    /// <summary>Creates one.</summary>
    /// <param name="message">Why the worker refuses.</param>
    public KafkaConnectException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The worker's error message.</param>
    /// <param name="innerException">The cause.</param>
    public KafkaConnectException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="status">The HTTP status of the response.</param>
    /// <param name="message">The worker's error message.</param>
    /// <param name="innerException">The cause.</param>
    public KafkaConnectException(HttpStatusCode status, string message, Exception? innerException = null)
        : base(message, innerException) => Status = status;

    /// <summary>The HTTP status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Whether the same request may succeed later: a rebalance of the cluster (409), a worker that is starting (503) or busy
    /// (429).</summary>
    /// <remarks>Kafka Connect answers 409 both for a rebalance and for a connector that already exists; only the message differs.</remarks>
    public bool IsTransient => Status switch
    {
        HttpStatusCode.Conflict => !Message.EndsWith("already exists", StringComparison.Ordinal),
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => true,
        _ => false,
    };

    /// <summary>How long the worker asks to wait before a retry; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
