using Connect.Runtime.Kafka.Producing;

namespace Connect.Runtime.Kafka.Embedded;

/// <summary>One topic in the account of an embedded broker.</summary>
/// <remarks>Changed under the account's lock; <see cref="Room"/> is safe for use without.</remarks>
internal sealed class EmbeddedTopic
{
    private readonly Dictionary<int, EmbeddedPartition> _partitions = [];
    private readonly long _maxUnderWay;
    private long _underWay;
    private volatile bool _isHeldBack;

    /// <summary>Creates the topic.</summary>
    /// <param name="maxUnderWay">How many bytes may be under way; a single record may have more.</param>
    public EmbeddedTopic(long maxUnderWay)
    {
        _maxUnderWay = maxUnderWay;
        Room = new ConditionSignal(() => HasRoom);
    }

    /// <summary>Wakes writers that wait.</summary>
    public ConditionSignal Room { get; }

    /// <summary>Whether writers wait for a sink.</summary>
    public bool IsHeldBack
    {
        get => _isHeldBack;
        set => _isHeldBack = value;
    }

    /// <summary>The bytes of records that were offered and have no result yet.</summary>
    public long UnderWay
    {
        get => Volatile.Read(ref _underWay);
        set => Volatile.Write(ref _underWay, value);
    }

    /// <summary>Whether a record may be written.</summary>
    public bool HasRoom => !IsHeldBack && UnderWay < _maxUnderWay;

    /// <summary>Whether a sink is further behind than a number of bytes.</summary>
    /// <param name="bytes">The number.</param>
    public bool IsBehind(long bytes) => _partitions.Values.Any(partition => partition.FindSlowest() is { } slowest && slowest.Bytes > bytes);

    /// <summary>Finds a partition.</summary>
    /// <param name="partition">Its number.</param>
    public EmbeddedPartition Find(int partition)
    {
        if (!_partitions.TryGetValue(partition, out var entry))
            _partitions[partition] = entry = new EmbeddedPartition();
        return entry;
    }
}
