namespace Connect.Runtime.Herding.Distributed;

/// <summary>Another worker must execute the request. Corresponds to
/// <c>org.apache.kafka.connect.runtime.distributed.RequestTargetException</c>.</summary>
/// <param name="message">The message.</param>
/// <param name="url">The advertised URL of that worker's REST API.</param>
internal sealed class RequestTargetException(string message, string url) : ConnectException(message)
{
    /// <summary>The advertised URL of that worker's REST API.</summary>
    public string Url { get; } = url;

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
