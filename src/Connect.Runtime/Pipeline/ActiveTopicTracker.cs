using Connect.Runtime.Storage;

namespace Connect.Runtime.Pipeline;

/// <summary>Tracks the topics that a connector uses.</summary>
/// <param name="task">The task that uses them.</param>
/// <param name="statuses">The status store.</param>
/// <param name="time">The clock.</param>
/// <param name="givenUp">Cancelled when the task was abandoned: nothing more is stored, because its connector may have been replaced.</param>
internal sealed class ActiveTopicTracker(ConnectorTaskId task, IStatusStore statuses, TimeProvider time, CancellationToken givenUp) : ITopicTracker
{
    private Seen? _last;

    /// <inheritdoc/>
    public void Used(string topic)
    {
        // Usually it is the same topic as before, and nobody has reset the topics.
        var resets = statuses.TopicResets;
        if (Volatile.Read(ref _last) is { } last && ReferenceEquals(last.Topic, topic) && last.Resets == resets)
            return;
        if (statuses.IsUsed(task.Connector, topic))
            Volatile.Write(ref _last, new Seen(topic, resets));
        else if (!givenUp.IsCancellationRequested)
            statuses.Put(new TopicUse(topic, task.Connector, task.Task, time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <summary>A topic whose use is stored.</summary>
    private sealed record Seen(string Topic, long Resets);
}
