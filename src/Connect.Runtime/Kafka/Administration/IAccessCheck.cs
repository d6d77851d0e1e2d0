namespace Connect.Runtime.Kafka.Administration;

/// <summary>Asks what this worker's principal may do. Changes nothing.</summary>
/// <remarks>Every call may fail with a <see cref="KafkaClientException"/>.</remarks>
internal interface IAccessCheck : IAsyncDisposable
{
    /// <summary>Which of Read, Write and Describe are missing on a topic that exists.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<string>> FindMissingOfTopicAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Which of Read and Describe are missing on a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<string>> FindMissingOfGroupAsync(string group, CancellationToken cancellationToken);

    /// <summary>Whether some rule lets somebody write with a transactional id; null where the brokers have no rules. For whom, the brokers do not
    /// tell.</summary>
    /// <param name="transactionalId">The id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<bool?> IsTransactionalIdNamedAsync(string transactionalId, CancellationToken cancellationToken);
}
