using System.Diagnostics;

namespace Connect.Runtime.Diagnostics.Metrics;

/// <summary>The rebalance metrics of one worker of a cluster. Its group membership reports the beginning and end of rebalances.</summary>
/// <remarks>Thread-safe. Corresponds to the metrics of <c>WorkerCoordinator</c> and <c>DistributedHerder</c>.</remarks>
internal sealed class RebalanceMeasures : IDisposable
{
    private readonly ConnectMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly TagList _tagList;
    private readonly IDisposable[] _registrations;
    private readonly Lock _gate = new();
    private readonly string _protocol;
    private string? _leader;
    private long? _began;
    private long? _ended;
    private long _epoch;

    /// <summary>Starts publishing the metrics.</summary>
    /// <param name="metrics">The instruments.</param>
    /// <param name="worker">The worker's id.</param>
    /// <param name="protocol">The rebalance protocol: <c>standalone</c>, <c>sessioned</c>, ….</param>
    /// <param name="time">The clock.</param>
    public RebalanceMeasures(ConnectMetrics metrics, string worker, string protocol, TimeProvider time)
    {
        (_metrics, _protocol, _time) = (metrics, protocol, time);
        _tags = [new(AttributeNames.Worker, worker)];
        _tagList = new TagList(_tags);
        _registrations =
        [
            metrics.Observe(Instruments.WorkerInfo, ReadInfo),
            metrics.Observe(Instruments.Rebalancing, () => Read(() => _began is null ? 0 : 1)),
            metrics.Observe(Instruments.Epoch, () => Read(() => _epoch)),
            metrics.Observe(Instruments.SinceRebalance, () => Read(() => _ended is { } ended ? time.GetElapsedTime(ended).TotalSeconds : null)),
        ];
    }

    /// <summary>Records the beginning of a rebalance; further calls before its end have no effect.</summary>
    public void Begin()
    {
        lock (_gate)
            _began ??= _time.GetTimestamp();
    }

    /// <summary>Records the end of a rebalance.</summary>
    /// <param name="epoch">The group's generation.</param>
    /// <param name="leader">The leading worker; null if unknown.</param>
    public void End(long epoch, string? leader)
    {
        lock (_gate)
        {
            if (_began is { } began && _metrics.RebalanceDuration.Enabled)
                _metrics.RebalanceDuration.Record(_time.GetElapsedTime(began).TotalSeconds, _tagList);
            (_began, _ended, _epoch, _leader) = (null, _time.GetTimestamp(), epoch, leader);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private IEnumerable<Observation> Read(Func<double?> read)
    {
        lock (_gate)
            return read() is { } value ? [new Observation(value, _tags)] : [];
    }

    private IEnumerable<Observation> ReadInfo()
    {
        lock (_gate)
            return [new Observation(1, [.. _tags, new("kafka.connect.protocol", _protocol), new("kafka.connect.leader", _leader)])];
    }
}
