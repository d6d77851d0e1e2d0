using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Connect.Runtime.Diagnostics.Metrics;

/// <summary>The engine's meter and its instruments. All workers of a process share it.</summary>
/// <remarks>Counts and states (records, states, lag, starts) are read when a listener collects. Durations and sizes are recorded once per batch, and
/// only while a listener is active. Thread-safe.</remarks>
internal sealed class ConnectMetrics : IDisposable
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
        [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
    };
    private static readonly InstrumentAdvice<long> Sizes = new()
    {
        HistogramBucketBoundaries =
        [1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]
    };

    private readonly Dictionary<InstrumentInfo, ConcurrentDictionary<object, Func<IEnumerable<Observation>>>> _observed = [];
    private readonly Dictionary<InstrumentInfo, Instrument> _written = [];
    private readonly Meter _meter;
    private readonly bool _ownsMeter;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Creates and owns the meter; null if the application has no factory.</param>
    public ConnectMetrics(IMeterFactory? meters)
    {
        var version = typeof(ConnectMetrics).Assembly.GetName().Version?.ToString(3);
        _ownsMeter = meters is null;
        _meter = meters?.Create(new MeterOptions(ConnectMeter.Name) { Version = version }) ?? new Meter(ConnectMeter.Name, version);
        foreach (var info in Instruments.All)
            Create(info);
        PollDuration = (Histogram<double>)_written[Instruments.PollDuration];
        PutDuration = (Histogram<double>)_written[Instruments.PutDuration];
        CommitDuration = (Histogram<double>)_written[Instruments.CommitDuration];
        RebalanceDuration = (Histogram<double>)_written[Instruments.RebalanceDuration];
        BatchSize = (Histogram<long>)_written[Instruments.BatchSize];
        TransactionSize = (Histogram<long>)_written[Instruments.TransactionSize];
        Observe(Instruments.ConnectorStartups, ConnectorStartups.Read);
        Observe(Instruments.TaskStartups, TaskStartups.Read);
        Observe(Instruments.Restarts, Restarts.Read);
    }

    public Histogram<double> PollDuration { get; }

    public Histogram<double> PutDuration { get; }

    public Histogram<double> CommitDuration { get; }

    public Histogram<double> RebalanceDuration { get; }

    public Histogram<long> BatchSize { get; }

    public Histogram<long> TransactionSize { get; }

    public EventCounter ConnectorStartups { get; } = new(AttributeNames.Result);

    public EventCounter TaskStartups { get; } = new(AttributeNames.Result);

    public EventCounter Restarts { get; } = new(AttributeNames.Reason);

    /// <summary>Begins to read a number, until the registration is disposed.</summary>
    /// <param name="info">The instrument; one that is observed.</param>
    /// <param name="read">Reads it: called on the thread of whoever collects; must not block.</param>
    public IDisposable Observe(InstrumentInfo info, Func<IEnumerable<Observation>> read)
    {
        var key = new object();
        var readers = _observed[info];
        readers[key] = read;
        return new Registration(() => readers.TryRemove(key, out _));
    }

    /// <summary>Whether a meter is this one: several workers in a test may each have their own.</summary>
    public bool Owns(Meter meter) => ReferenceEquals(meter, _meter);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsMeter)
            _meter.Dispose();
    }

    private void Create(InstrumentInfo info)
    {
        var (name, unit, description) = (info.Name, info.Unit, info.Description);
        switch (info.Kind)
        {
            case InstrumentKind.Histogram when info.IsTime:
                _written[info] = _meter.CreateHistogram(name, unit, description, null, Seconds);
                break;
            case InstrumentKind.Histogram:
                _written[info] = _meter.CreateHistogram(name, unit, description, null, Sizes);
                break;
            default:
                _observed[info] = new();
                CreateObserved(info);
                break;
        }
    }

    private void CreateObserved(InstrumentInfo info)
    {
        var (name, unit, description) = (info.Name, info.Unit, info.Description);
        IEnumerable<Measurement<long>> Whole() => Read(info).Select(entry => new Measurement<long>((long)entry.Value, entry.Tags));
        IEnumerable<Measurement<double>> Fractions() => Read(info).Select(entry => new Measurement<double>(entry.Value, entry.Tags));
        switch (info.Kind)
        {
            case InstrumentKind.ObservedCounter when info.IsTime:
                _meter.CreateObservableCounter(name, Fractions, unit, description);
                break;
            case InstrumentKind.ObservedCounter:
                _meter.CreateObservableCounter(name, Whole, unit, description);
                break;
            case InstrumentKind.ObservedUpDownCounter:
                _meter.CreateObservableUpDownCounter(name, Whole, unit, description);
                break;
            default:
                if (info.IsTime)
                    _meter.CreateObservableGauge(name, Fractions, unit, description);
                else
                    _meter.CreateObservableGauge(name, Whole, unit, description);
                break;
        }
    }

    private IEnumerable<Observation> Read(InstrumentInfo info) => _observed[info].Values.SelectMany(read => read());

    private sealed class Registration(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
