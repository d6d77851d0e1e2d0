using Connect.Connectors;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>The result of a leader's claim or write.</summary>
internal abstract record LeaderWriteResult
{
    private LeaderWriteResult()
    {
    }

    /// <summary>Committed: every read_committed consumer sees all records.</summary>
    /// <param name="Places">The partition and offset of each record, in the order of the records; empty for a claim.</param>
    internal sealed record Committed(IReadOnlyList<(TopicPartition Partition, long Offset)> Places) : LeaderWriteResult;

    /// <summary>Another worker has claimed the leadership, or the transaction timed out, which looks the same. No record is visible to read_committed
    /// consumers. The writer can no longer be used.</summary>
    /// <param name="Reason">The client's message.</param>
    internal sealed record Fenced(string Reason) : LeaderWriteResult;

    /// <summary>The call failed. <see cref="ILeaderWriter.End"/> says whether the writer can still be used. If not, create a new one: its claim
    /// aborts the transaction that may be open. Read the topics before you write again.</summary>
    /// <param name="Error">The error.</param>
    /// <param name="MayBeCommitted">Whether the records may still be or become visible: the commit was sent but not answered.</param>
    internal sealed record Failed(KafkaClientException Error, bool MayBeCommitted) : LeaderWriteResult;
}
