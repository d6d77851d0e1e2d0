using Connect.Runtime.Storage;

namespace Connect.Runtime.Pipeline;

/// <summary>Keeps track of the topics that a connector uses.</summary>
/// <param name="task">The task that uses them.</param>
/// <param name="statuses">Keeps them.</param>
/// <param name="time">The clock.</param>
/// <param name="givenUp">Cancelled when the task was given up: nothing is kept any more, since its connector may be another one by then.</param>
internal sealed class ActiveTopicTracker(ConnectorTaskId task, IStatusStore statuses, TimeProvider time, CancellationToken givenUp) : ITopicTracker
{
    private const int LookAgainAfter = 4096;

    private string? _last;
    private int _used;

    /// <inheritdoc/>
    public void Used(string topic)
    {
        // The same topic again and again is the rule. Every now and then the store is asked all the same, because a user may have reset it.
        if (ReferenceEquals(Volatile.Read(ref _last), topic) && (++_used % LookAgainAfter) != 0)
            return;
        if (!givenUp.IsCancellationRequested && !statuses.IsUsed(task.Connector, topic))
            statuses.Put(new TopicUse(topic, task.Connector, task.Task, time.GetUtcNow().ToUnixTimeMilliseconds()));
        Volatile.Write(ref _last, topic);
    }
}
