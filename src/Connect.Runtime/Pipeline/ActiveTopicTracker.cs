using Connect.Runtime.Storage;

namespace Connect.Runtime.Pipeline;

/// <summary>Tracks the topics that a connector uses.</summary>
/// <param name="task">The task that uses them.</param>
/// <param name="statuses">The status store.</param>
/// <param name="time">The clock.</param>
/// <param name="givenUp">Cancelled when the task was abandoned: nothing more is stored, because its connector may have been replaced.</param>
internal sealed class ActiveTopicTracker(ConnectorTaskId task, IStatusStore statuses, TimeProvider time, CancellationToken givenUp) : ITopicTracker
{
    private const int LookAgainAfter = 4096;

    private string? _last;
    private int _used;

    /// <inheritdoc/>
    public void Used(string topic)
    {
        // Usually it is the same topic as before. The store is still asked now and then, because a user may have reset it.
        if (ReferenceEquals(Volatile.Read(ref _last), topic) && (++_used % LookAgainAfter) != 0)
            return;
        if (!givenUp.IsCancellationRequested && !statuses.IsUsed(task.Connector, topic))
            statuses.Put(new TopicUse(topic, task.Connector, task.Task, time.GetUtcNow().ToUnixTimeMilliseconds()));
        Volatile.Write(ref _last, topic);
    }
}
