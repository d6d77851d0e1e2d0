namespace Connect.Runtime.Herding;

/// <summary>Tells which topics a connector has used since it was created or since the last reset.</summary>
public interface IActiveTopics
{
    /// <summary>Whether the worker keeps track (<c>topic.tracking.enable</c>). REST answers 403 otherwise.</summary>
    bool IsTopicTrackingEnabled { get; }

    /// <summary>Whether users may reset (<c>topic.tracking.allow.reset</c>). REST answers 403 otherwise.</summary>
    bool IsTopicTrackingResetAllowed { get; }

    /// <summary>The topics that a connector has used; empty for an unknown connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<IReadOnlyList<string>> GetActiveTopicsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Forgets the topics that a connector has used.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task ResetActiveTopicsAsync(string name, CancellationToken cancellationToken = default);
}
