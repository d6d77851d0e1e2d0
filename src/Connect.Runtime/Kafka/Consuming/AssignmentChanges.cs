using Connect.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Notifies the task about changes of the assignment, on the consumer's thread, during the client's rebalance. It does not use the
/// client.</summary>
/// <param name="clientId">The client's id, for the log.</param>
/// <param name="queue">Receives the changes for the task.</param>
/// <param name="commands">Commands of the task that must run meanwhile.</param>
/// <param name="limit">How long the group waits for partitions to be released.</param>
/// <param name="logger">The logger.</param>
/// <param name="time">The clock.</param>
internal sealed partial class AssignmentChanges(
    string clientId, SinkQueue queue, ConsumerCommands commands, TimeSpan limit, ILogger logger, TimeProvider time)
{
    private volatile bool _isClosing;

    /// <summary>Partitions have arrived.</summary>
    /// <param name="positions">The partitions, each with the offset of its first record.</param>
    public void Assigned(IReadOnlyDictionary<TopicPartition, long> positions) => queue.AddChange(new SinkConsumerEvent.Assigned(positions));

    /// <summary>Partitions have been lost to the group.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Lost(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (partitions.Count > 0)
            queue.AddChange(new SinkConsumerEvent.Lost(partitions), partitions);
    }

    /// <summary>Handles a revocation. Returns when the task has released the partitions, when the time has run out, or when the consumer closes: then
    /// the group owns them.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Revoke(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (_isClosing || partitions.Count == 0)
            return;
        var isReleased = 0;
        var revoked = new SinkConsumerEvent.Revoked(partitions, () =>
        {
            Volatile.Write(ref isReleased, 1);
            commands.Wake();
        });
        queue.AddChange(revoked, partitions);
        var start = time.GetTimestamp();
        while (Volatile.Read(ref isReleased) == 0 && !_isClosing)
        {
            var left = limit - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                revoked.Expire();
                Log.RevokeTimedOut(logger, clientId, string.Join(", ", partitions), (long)limit.TotalSeconds);
                return;
            }

            commands.Wait(left);
            commands.Run();
        }
    }

    /// <summary>Ends a waiting <see cref="Revoke"/>: a task that ends is not waited for. Thread-safe.</summary>
    public void Close()
    {
        _isClosing = true;
        commands.Wake();
    }
}
