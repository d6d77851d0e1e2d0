using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Storage;

/// <summary>The configuration of a cluster of workers, stored in its config topic.</summary>
/// <remarks>
/// <para>Thread-safe, unlike its base. Every write is read back before the call returns: <see cref="IConfigStore.Snapshot"/> then contains it.</para>
/// <para>Only the leader writes connectors, tasks, restarts, session keys and task counts, through the writer passed to <see cref="Lead"/>. Any
/// worker writes target states and logger levels. A write fails with a <see cref="LogWriteException"/>; <see cref="LogWriteException.IsFenced"/> says
/// that this worker is not, or no longer, the leader.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.storage.KafkaConfigBackingStore</c>.</para>
/// </remarks>
internal interface IClusterConfigStore : IConfigStore
{
    /// <summary>Raised for each change that is read after the start, in the order of the topic; the snapshot shows it already. On the log's thread:
    /// handlers must return at once.</summary>
    event Action<ConfigChange>? Changed;

    /// <summary>Sets or removes the leader's writer.</summary>
    /// <param name="writer">The writer, which has claimed the leadership; the caller owns it. Null for a worker that is not the leader.</param>
    void Lead(ILeaderWriter? writer);

    /// <summary>Reads the topic to the end and returns the resulting configuration.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ConfigSnapshot> RefreshAsync(CancellationToken cancellationToken);

    /// <summary>Requests a restart from the workers that run a connector and its tasks.</summary>
    /// <param name="request">What to restart.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task PutRestartRequestAsync(RestartRequest request, CancellationToken cancellationToken);

    /// <summary>Stores the key with which the workers sign requests.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task PutSessionKeyAsync(SessionKey key, CancellationToken cancellationToken);

    /// <summary>Stores the number of task producers of an exactly-once source, after all earlier ones were fenced.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="taskCount">The number of its tasks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task PutTaskCountRecordAsync(string connector, int taskCount, CancellationToken cancellationToken);

    /// <summary>Requests that all workers set the level of a logger.</summary>
    /// <param name="logger">The logger.</param>
    /// <param name="level">The level, as it was sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task PutLoggerLevelAsync(string logger, string level, CancellationToken cancellationToken);
}
