namespace Connect.Runtime.Herding.Distributed;

/// <summary>Another worker of the cluster refused a request or did not respond.</summary>
/// <param name="message">What failed.</param>
/// <param name="status">The HTTP status code; 0 if there was no response.</param>
/// <param name="innerException">The cause.</param>
internal sealed class WorkerLinkException(string message, int status, Exception? innerException = null) : ConnectException(message, innerException)
{
    /// <summary>The HTTP status code; 0 if there was no response.</summary>
    public int Status { get; } = status;

    /// <summary>Whether no connection was made, so the request was certainly not executed.</summary>
    public bool IsUnsent =>
        InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    /// <inheritdoc/>
    public override bool IsTransient => Status != 404;
}
