using Connect.Connectors;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Kafka.Logs;

/// <summary>Writes to a topic as the leader: in one transaction for each call, where the leader is fenced by transactions.</summary>
/// <param name="topic">The topic.</param>
/// <param name="leader">The leader's writer; belongs to who made it.</param>
internal sealed class LeaderLogWriter(string topic, ILeaderWriter leader)
{
    /// <summary>Whether the records of one call become visible all together or not at all.</summary>
    public bool IsAtomic => leader is not UnfencedLeaderWriter;

    /// <summary>Writes records; returns when they are committed.</summary>
    /// <param name="entries">The records.</param>
    /// <param name="cancellationToken">Cancels the call. The records may be written anyway.</param>
    /// <returns>Where each record is.</returns>
    /// <exception cref="LogWriteException">They are not, or not surely, written.</exception>
    public async Task<IReadOnlyList<(TopicPartition Partition, long Offset)>> WriteAsync(
        IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        LeaderEntry[] records = [.. entries.Select(entry => new LeaderEntry(topic, null, entry.Key, entry.Value))];
        return await leader.WriteAsync(records, cancellationToken).ConfigureAwait(false) switch
        {
            LeaderWriteResult.Committed committed => committed.Places,
            LeaderWriteResult.Fenced fenced => throw new LogWriteException(
                $"Nothing was written to {topic}: another worker leads the cluster now ({fenced.Reason})")
            { IsFenced = true },
            LeaderWriteResult.Failed failed => throw new LogWriteException(
                $"Writing to {topic} failed: {failed.Error.Message}", failed.Error)
            { MayBeWritten = failed.MayBeCommitted },
            var other => throw new InvalidOperationException($"Not a result of a write: {other}"),
        };
    }
}
