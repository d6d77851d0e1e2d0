using Connect.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Embedded;

/// <summary>Keeps an embedded broker from losing records: it holds the newest 5 MiB a partition, read or not, so that writing has to wait for the
/// sinks of the process that read.</summary>
/// <remarks>Bytes are reckoned from keys, values and headers with an allowance for framing; those under way count from the moment that they are
/// offered. What nobody reads is not held back, but warned of. Thread-safe.</remarks>
/// <param name="logger">Where the waits and warnings go.</param>
internal sealed partial class EmbeddedBrokerUsage(ILogger logger)
{
    /// <summary>How far the slowest sink may be behind.</summary>
    public const long HoldBackBytes = 3L << 20;

    /// <summary>How many bytes for one topic may be under way.</summary>
    public const long UnderWayBytes = 1L << 20;

    /// <summary>When a partition without readers is warned of.</summary>
    public const long WarningBytes = 4L << 20;

    private const int Framing = 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, EmbeddedTopic> _topics = new(StringComparer.Ordinal);

    /// <summary>Sets bytes aside for a record, if it can be written without dropping what a sink has still to read.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="bytes">The bytes of its key, value and headers.</param>
    /// <returns>False if the record has to wait: see <see cref="WaitForRoomAsync"/>.</returns>
    public bool TryReserve(string topic, int bytes)
    {
        lock (_lock)
        {
            var entry = Find(topic);
            if (!entry.HasRoom)
                return false;
            entry.UnderWay += bytes + Framing;
            return true;
        }
    }

    /// <summary>Gives back what <see cref="TryReserve"/> set aside: the record is written, or will not be.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="bytes">The bytes of its key, value and headers.</param>
    public void Release(string topic, int bytes)
    {
        EmbeddedTopic entry;
        lock (_lock)
        {
            entry = Find(topic);
            entry.UnderWay -= bytes + Framing;
        }

        entry.Room.Check();
    }

    /// <summary>Adds a record that the broker has taken.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="bytes">The bytes of its key, value and headers.</param>
    public void AddProduced(string topic, int partition, long offset, int bytes)
    {
        lock (_lock)
        {
            var owner = Find(topic);
            var entry = owner.Find(partition);
            entry.Add(offset, bytes + Framing);
            if (entry is { HasReaders: false, IsWarned: false, Written: > WarningBytes })
            {
                entry.IsWarned = true;
                Log.NearLimit(logger, topic, partition, entry.Written);
            }

            if (!owner.IsHeldBack && entry.FindSlowest() is { Bytes: > HoldBackBytes } slowest)
            {
                owner.IsHeldBack = true;
                Log.HeldBack(logger, topic, partition, slowest.Group, slowest.Bytes);
            }
        }
    }

    /// <summary>Completes when a record of the topic can be offered again.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task WaitForRoomAsync(string topic, CancellationToken cancellationToken)
    {
        EmbeddedTopic entry;
        lock (_lock)
            entry = Find(topic);
        return entry.Room.WaitAsync().WaitAsync(cancellationToken);
    }

    /// <summary>Sets how far a sink's group has read.</summary>
    /// <param name="group">The group.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="nextOffset">The offset of the next record that it reads.</param>
    public void SetPosition(string group, TopicPartition partition, long nextOffset)
        => Change(partition, entry => entry.SetPosition(group, nextOffset));

    /// <summary>Notes that a sink reads a partition no more.</summary>
    /// <param name="group">The group.</param>
    /// <param name="partition">The partition.</param>
    public void Remove(string group, TopicPartition partition) => Change(partition, entry => entry.Remove(group));

    private void Change(TopicPartition partition, Action<EmbeddedPartition> change)
    {
        EmbeddedTopic entry;
        lock (_lock)
        {
            entry = Find(partition.Topic);
            change(entry.Find(partition.Partition));
            entry.IsHeldBack = entry.IsHeldBack && entry.IsBehind(HoldBackBytes);
        }

        entry.Room.Check();
    }

    private EmbeddedTopic Find(string topic)
    {
        if (!_topics.TryGetValue(topic, out var entry))
            _topics[topic] = entry = new EmbeddedTopic(UnderWayBytes);
        return entry;
    }
}
