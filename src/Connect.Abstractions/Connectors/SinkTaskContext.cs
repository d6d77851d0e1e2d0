namespace Connect.Connectors;

/// <summary>What the runtime hands a sink task at its start.</summary>
/// <remarks>To be called from the task's own calls, unless a member says otherwise. Corresponds to <c>org.apache.kafka.connect.sink.SinkTaskContext</c>.</remarks>
public abstract class SinkTaskContext
{
    /// <summary>The connector's name.</summary>
    public abstract string ConnectorName { get; }

    /// <summary>The task's number within its connector, from 0.</summary>
    public abstract int TaskNumber { get; }

    /// <summary>The task's configuration, variables resolved.</summary>
    public abstract IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>The partitions that the task has at the moment.</summary>
    public abstract IReadOnlyCollection<TopicPartition> Assignment { get; }

    /// <summary>How long to wait before the batch of a <see cref="RetriableConnectException"/> is put again. It counts once, for the next wait only.</summary>
    /// <value>Null (the default): 500 milliseconds, doubled with each attempt up to 60 seconds, and 500 milliseconds again after a put that succeeded.</value>
    public abstract TimeSpan? RetryBackoff { get; set; }

    /// <summary>Takes dead letters; null unless a dead-letter queue is configured or <c>errors.log.enable</c> is set.</summary>
    public abstract IErrantRecordReporter? ErrantRecordReporter { get; }

    /// <summary>Delivers from another offset on, starting before the next <see cref="ISinkTask.PutAsync"/>. The offset counts as committed.</summary>
    /// <param name="partition">An assigned partition.</param>
    /// <param name="offset">The offset of the next record to deliver; 0 or more.</param>
    public abstract void Seek(TopicPartition partition, long offset);

    /// <summary>Stops delivery from partitions until <see cref="Resume"/>.</summary>
    /// <param name="partitions">Assigned partitions.</param>
    /// <exception cref="InvalidOperationException">A partition is not assigned.</exception>
    public abstract void Pause(params IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Goes on delivering from partitions that were paused.</summary>
    /// <param name="partitions">Assigned partitions.</param>
    /// <exception cref="InvalidOperationException">A partition is not assigned.</exception>
    public abstract void Resume(params IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Asks for a commit of offsets as soon as possible. May be called from any thread.</summary>
    public abstract void RequestCommit();
}
