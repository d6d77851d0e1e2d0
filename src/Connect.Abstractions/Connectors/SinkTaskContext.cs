namespace Connect.Connectors;

/// <summary>What the runtime passes to a sink task when it starts.</summary>
/// <remarks>Call members only from within the task's own methods, unless a member says otherwise. Corresponds to
/// <c>org.apache.kafka.connect.sink.SinkTaskContext</c>.</remarks>
public abstract class SinkTaskContext
{
    /// <summary>The connector's name.</summary>
    public abstract string ConnectorName { get; }

    /// <summary>The task's number within its connector, from 0.</summary>
    public abstract int TaskNumber { get; }

    /// <summary>The task's configuration, with variables resolved.</summary>
    public abstract IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>The partitions currently assigned to the task.</summary>
    public abstract IReadOnlyCollection<TopicPartition> Assignment { get; }

    /// <summary>The delay before the batch of a <see cref="RetriableConnectException"/> is put again. It applies only to the next retry.</summary>
    /// <value>Null (the default): 500 milliseconds, doubled with each attempt up to 60 seconds, and reset to 500 milliseconds after a successful
    /// put.</value>
    public abstract TimeSpan? RetryBackoff { get; set; }

    /// <summary>Reports records that cannot be delivered; null unless a dead letter queue is configured or <c>errors.log.enable</c> is set.</summary>
    public abstract IErrantRecordReporter? ErrantRecordReporter { get; }

    /// <summary>Continues delivery at another offset, beginning with the next <see cref="ISinkTask.PutAsync"/>. The offset counts as
    /// committed.</summary>
    /// <param name="partition">An assigned partition.</param>
    /// <param name="offset">The offset of the next record to deliver; 0 or more.</param>
    public abstract void Seek(TopicPartition partition, long offset);

    /// <summary>Stops delivery from partitions until <see cref="Resume"/>.</summary>
    /// <param name="partitions">Assigned partitions.</param>
    /// <exception cref="InvalidOperationException">A partition is not assigned.</exception>
    public abstract void Pause(params IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Resumes delivery from paused partitions.</summary>
    /// <param name="partitions">Assigned partitions.</param>
    /// <exception cref="InvalidOperationException">A partition is not assigned.</exception>
    public abstract void Resume(params IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Requests a commit of offsets as soon as possible. Thread-safe.</summary>
    public abstract void RequestCommit();
}
