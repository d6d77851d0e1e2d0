using Connect.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Tells the task of changes of the assignment, on the consumer's thread, in the middle of the client's rebalance. It knows nothing of the client.</summary>
/// <param name="clientId">The client's id, for the log.</param>
/// <param name="queue">Where the task learns of changes.</param>
/// <param name="commands">What the task asks for meanwhile.</param>
/// <param name="limit">How long the group waits for partitions to be let go.</param>
/// <param name="logger">Takes the log.</param>
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

    /// <summary>Partitions are to leave. Returns when the task has let them go, when the time is over, or when the consumer closes: then they are the group's.</summary>
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

    /// <summary>Ends a wait of <see cref="Revoke"/>: nobody waits for a task that ends. May be called from any thread.</summary>
    public void Close()
    {
        _isClosing = true;
        commands.Wake();
    }
}
