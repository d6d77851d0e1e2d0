namespace Connect.Runtime.Herding.Distributed;

/// <summary>The signature of a request between workers is wrong, or cannot be verified yet.</summary>
/// <param name="message">The message.</param>
/// <param name="isEarly">Whether this worker has no session key yet: the REST API then answers 503, otherwise 403.</param>
internal sealed class SignatureException(string message, bool isEarly) : ConnectException(message)
{
    /// <summary>Whether this worker has no session key yet.</summary>
    public bool IsEarly { get; } = isEarly;

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
