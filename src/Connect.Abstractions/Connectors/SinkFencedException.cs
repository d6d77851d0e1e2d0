namespace Connect.Connectors;

/// <summary>Says that another task has opened a partition since: this one wrote nothing and must not go on.</summary>
/// <remarks>Thrown by <see cref="TransactionalSinkTask.WriteAsync"/>. The task fails; its offsets are not committed. The other task goes on, so no
/// record is lost.</remarks>
/// <param name="partition">The partition.</param>
public sealed class SinkFencedException(TopicPartition partition)
    : ConnectException($"Another task has taken over partition {partition}: the target holds a newer fencing token. This task wrote nothing and "
    + "stops; "
        + "the other one goes on from the offsets in the target.")
{
    /// <summary>The partition.</summary>
    public TopicPartition Partition { get; } = partition;
}
