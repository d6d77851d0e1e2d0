namespace Connect.Runtime.Kafka.Membership;

/// <summary>Asks the group coordinator for the members.</summary>
/// <remarks>Thread-safe. Runs one call at a time; other callers wait.</remarks>
internal interface IGroupDescriber : IAsyncDisposable
{
    /// <summary>Describes the group. Retries within the deadline while the coordinator moves or loads.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KafkaClientException">There was no answer within <see cref="GroupDescriber.Deadline"/>, or the request was
    /// refused.</exception>
    Task<GroupDescription> DescribeAsync(CancellationToken cancellationToken);
}
