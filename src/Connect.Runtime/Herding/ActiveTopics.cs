using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Herding;

/// <summary>Shows the topics that connectors use, from the status store.</summary>
internal sealed class ActiveTopics(WorkerSettings settings, IStatusStore statuses) : IActiveTopics
{
    /// <inheritdoc/>
    public bool IsTopicTrackingEnabled => settings.IsTopicTrackingEnabled;

    /// <inheritdoc/>
    public bool IsTopicTrackingResetAllowed => settings.IsTopicTrackingResetAllowed;

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetActiveTopicsAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(statuses.GetTopics(name));

    /// <inheritdoc/>
    public Task ResetActiveTopicsAsync(string name, CancellationToken cancellationToken = default)
    {
        statuses.RemoveTopics(name);
        return Task.CompletedTask;
    }
}
