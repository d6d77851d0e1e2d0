using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Connect.Runtime.Diagnostics.Metrics;

/// <summary>The metrics of one task: values that are read while it exists, and values that are recorded per batch.</summary>
/// <remarks>Recording costs nothing without a listener, and allocates nothing. Thread-safe.</remarks>
internal sealed class TaskMeasures : IDisposable
{
    private readonly ConnectMetrics _metrics;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly TagList _tagList;
    private readonly TagList _succeeded;
    private readonly TagList _failed;
    private readonly List<IDisposable> _registrations = [];

    /// <summary>Creates the metrics of a task.</summary>
    /// <param name="metrics">The instruments.</param>
    /// <param name="id">The task.</param>
    /// <param name="worker">The worker's id.</param>
    public TaskMeasures(ConnectMetrics metrics, ConnectorTaskId id, string worker)
    {
        _metrics = metrics;
        _tags = [new(AttributeNames.Connector, id.Connector), new(AttributeNames.Task, id.Task), new(AttributeNames.Worker, worker)];
        _tagList = new TagList(_tags);
        _succeeded = new TagList([.. _tags, new(AttributeNames.Result, "success")]);
        _failed = new TagList([.. _tags, new(AttributeNames.Result, "failure")]);
    }

    /// <summary>Publishes a value of the task.</summary>
    /// <param name="info">The instrument.</param>
    /// <param name="read">Reads the value; must not block. Null if there is none at the moment.</param>
    public void Observe(InstrumentInfo info, Func<double?> read) =>
        Add(info, () => read() is { } value ? [new Observation(value, _tags)] : []);

    /// <summary>Publishes values of parts of the task.</summary>
    /// <param name="info">The instrument.</param>
    /// <param name="read">Reads the values, each with its own attributes.</param>
    public void ObserveParts(InstrumentInfo info, Func<IEnumerable<(double Value, KeyValuePair<string, object?>[] Tags)>> read) =>
        Add(info, () => read().Select(part => new Observation(part.Value, [.. _tags, .. part.Tags])));

    /// <summary>Publishes a description (the value 1 with attributes) for as long as the task exists.</summary>
    /// <param name="info">The instrument.</param>
    /// <param name="attributes">The attributes.</param>
    public void Show(InstrumentInfo info, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        var tags = new List<KeyValuePair<string, object?>>(_tags);
        foreach (var (name, value) in attributes)
            tags.Add(new(name, value));
        Observation[] shown = [new Observation(1, [.. tags])];
        Add(info, () => shown);
    }

    /// <summary>Records a poll that returned records.</summary>
    public void Polled(int records, TimeSpan duration) => RecordBatch(_metrics.PollDuration, records, duration);

    /// <summary>Records a put of records that succeeded.</summary>
    public void Put(int records, TimeSpan duration) => RecordBatch(_metrics.PutDuration, records, duration);

    /// <summary>Records a commit of offsets.</summary>
    public void Committed(TimeSpan duration, bool succeeded)
    {
        if (_metrics.CommitDuration.Enabled)
            _metrics.CommitDuration.Record(duration.TotalSeconds, succeeded ? _succeeded : _failed);
    }

    /// <summary>Records a transaction that was committed.</summary>
    /// <param name="records">Its records.</param>
    public void TransactionCommitted(int records)
    {
        if (_metrics.TransactionSize.Enabled)
            _metrics.TransactionSize.Record(records, _tagList);
    }

    /// <summary>Stops publishing: the task has ended or was abandoned.</summary>
    public void Dispose()
    {
        lock (_registrations)
        {
            foreach (var registration in _registrations)
                registration.Dispose();
            _registrations.Clear();
        }
    }

    private void Add(InstrumentInfo info, Func<IEnumerable<Observation>> read)
    {
        lock (_registrations)
            _registrations.Add(_metrics.Observe(info, read));
    }

    private void RecordBatch(Histogram<double> durations, int records, TimeSpan duration)
    {
        if (durations.Enabled)
            durations.Record(duration.TotalSeconds, _tagList);
        if (_metrics.BatchSize.Enabled)
            _metrics.BatchSize.Record(records, _tagList);
    }
}
