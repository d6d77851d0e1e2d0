namespace Connect.Runtime.Pipeline;

/// <summary>Tracks nothing: <c>topic.tracking.enable=false</c>.</summary>
internal sealed class NoTopicTracker : ITopicTracker
{
    /// <summary>The one instance.</summary>
    public static NoTopicTracker Instance { get; } = new();

    /// <inheritdoc/>
    public void Used(string topic)
    {
    }
}
