namespace Connect.AspNetCore;

/// <summary>An error response with a given status code.</summary>
internal sealed class RestException(int status, string message, bool isFrameworkError = false) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Whether the web framework would have answered, before Kafka Connect saw the request.</summary>
    public bool IsFrameworkError { get; } = isFrameworkError;
}
