using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Sources;

/// <summary>Explains failures of an exactly-once task's producer.</summary>
internal static class TransactionFailure
{
    /// <summary>Creates the exception with which the task fails.</summary>
    /// <param name="task">The task.</param>
    /// <param name="transactionalId">The producer's transactional id.</param>
    /// <param name="timeout">How long a transaction may be open, in milliseconds.</param>
    /// <param name="failure">The producer's exception.</param>
    public static ConnectException Explain(ConnectorTaskId task, string transactionalId, string timeout, Exception failure) =>
        KafkaCauseOf(failure)?.Kind switch
        {
            KafkaErrorKind.Fenced => new TaskFencedException(
                $"Task {task} can no longer write: another producer has taken its transactional id {transactionalId}, or its transaction was open "
                    + "for "
                    + $"longer than transaction.timeout.ms={timeout} and the "
                + "broker has aborted it; Kafka's answer is the same for both. Readers of committed records see nothing of the open transaction, and "
                + "its offsets are not stored: nothing is lost or doubled. "
                + "If this task also runs in another worker (a later start of this worker, or another cluster with this group.id), that one goes "
                + "on and "
                + "this one has to stay stopped. Otherwise restart the task, and end "
                + "transactions sooner (transaction.boundary=poll, or a smaller transaction.boundary.interval.ms) or give them more time "
                + "(producer.override.transaction.timeout.ms).",
                failure),
            KafkaErrorKind.NotAuthorized => new ConnectException(
                $"Task {task} lacks the permission to write in transactions: {failure.Message.TrimEnd('.')}. Allow Write and Describe on the "
                    + "transactional id "
                    + $"{transactionalId}, and Write on the topics of the records and of the offsets.",
                failure),
            _ => failure as ConnectException ?? new ConnectException($"The transaction of task {task} failed: {failure.Message}", failure),
        };

    private static KafkaClientException? KafkaCauseOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is KafkaClientException { Kind: KafkaErrorKind.Fenced or KafkaErrorKind.NotAuthorized } kafka)
                return kafka;
        }

        return null;
    }
}
