using System.Collections.Concurrent;
using Connect.Connectors;
using Connect.Runtime.Kafka.Producing;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Embedded;

/// <summary>Keeps an embedded broker from losing records: it holds the newest 5 MiB a partition, read or not, so that writing has to wait for the sinks of the process that read.</summary>
/// <remarks>Bytes are reckoned from keys, values and headers with an allowance for framing. What nobody reads is not held back, but warned of. Safe for use from several threads.</remarks>
/// <param name="logger">Where the waits and warnings go.</param>
internal sealed partial class EmbeddedBrokerUsage(ILogger logger)
{
    /// <summary>How far the slowest sink may be behind: half of what the broker keeps, as records on their way to it are not counted yet.</summary>
    public const long HoldBackBytes = 5L << 19;

    /// <summary>When a partition without readers is warned of.</summary>
    public const long WarningBytes = 4L << 20;

    private const int Framing = 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<int, EmbeddedPartition>> _topics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConditionSignal> _full = new(StringComparer.Ordinal);

    /// <summary>Adds a record that the broker has taken.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="bytes">The bytes of its key, value and headers.</param>
    public void AddProduced(string topic, int partition, long offset, int bytes)
    {
        lock (_lock)
        {
            var entry = Find(topic, partition);
            entry.Add(offset, bytes + Framing);
            if (entry is { HasReaders: false, IsWarned: false, Written: > WarningBytes })
            {
                entry.IsWarned = true;
                Log.NearLimit(logger, topic, partition, entry.Written);
            }

            if (!_full.ContainsKey(topic) && Behind(entry) is { } slowest)
            {
                Log.HeldBack(logger, topic, partition, slowest.Group, slowest.Bytes);
                _full[topic] = new ConditionSignal(() => !_full.ContainsKey(topic));
            }
        }
    }

    /// <summary>Tells whether a topic can be written to without dropping what a sink has still to read.</summary>
    /// <param name="topic">The topic.</param>
    public bool HasRoom(string topic) => _full.IsEmpty || !_full.ContainsKey(topic);

    /// <summary>Completes when <see cref="HasRoom"/> is true.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitForRoomAsync(string topic, CancellationToken cancellationToken)
    {
        while (_full.TryGetValue(topic, out var signal))
            await signal.WaitAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets how far a sink's group has read.</summary>
    /// <param name="group">The group.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="nextOffset">The offset of the next record that it reads.</param>
    public void SetPosition(string group, TopicPartition partition, long nextOffset)
    {
        lock (_lock)
        {
            Find(partition.Topic, partition.Partition).SetPosition(group, nextOffset);
            Release(partition.Topic);
        }
    }

    /// <summary>Notes that a sink reads a partition no more.</summary>
    /// <param name="group">The group.</param>
    /// <param name="partition">The partition.</param>
    public void Remove(string group, TopicPartition partition)
    {
        lock (_lock)
        {
            Find(partition.Topic, partition.Partition).Remove(group);
            Release(partition.Topic);
        }
    }

    private static (string Group, long Bytes)? Behind(EmbeddedPartition partition)
        => partition.FindSlowest() is { } slowest && slowest.Bytes > HoldBackBytes ? slowest : null;

    private void Release(string topic)
    {
        if (_full.TryGetValue(topic, out var signal) && _topics[topic].Values.All(partition => Behind(partition) is null) && _full.TryRemove(topic, out _))
            signal.Release();
    }

    private EmbeddedPartition Find(string topic, int partition)
    {
        if (!_topics.TryGetValue(topic, out var partitions))
            _topics[topic] = partitions = [];
        if (!partitions.TryGetValue(partition, out var entry))
            partitions[partition] = entry = new EmbeddedPartition();
        return entry;
    }
}
