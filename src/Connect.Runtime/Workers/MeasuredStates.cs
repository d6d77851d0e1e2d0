using System.Collections.Concurrent;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Workers;

/// <summary>Forwards state changes of connectors and tasks, and maintains the worker's metrics: what runs here, in which state, for how long, and how
/// many starts succeeded.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class MeasuredStates : IConnectorStatusListener, ITaskStatusListener, IDisposable
{
    private readonly ConcurrentDictionary<string, ConnectorEntry> _connectors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ConnectorTaskId, TaskEntry> _tasks = new();
    private readonly ConnectMetrics _metrics;
    private readonly IConnectorStatusListener _connectorListener;
    private readonly ITaskStatusListener _taskListener;
    private readonly TimeProvider _time;
    private readonly string _workerId;
    private readonly KeyValuePair<string, object?> _worker;
    private readonly IDisposable[] _registrations;

    /// <summary>Starts measuring.</summary>
    /// <param name="engine">The worker's shared services.</param>
    /// <param name="connectorListener">Receives the states of connectors.</param>
    /// <param name="taskListener">Receives the states of tasks.</param>
    public MeasuredStates(EngineServices engine, IConnectorStatusListener connectorListener, ITaskStatusListener taskListener)
    {
        (_metrics, _connectorListener, _taskListener, _time) = (engine.Metrics, connectorListener, taskListener, engine.Time);
        _workerId = engine.Settings.WorkerId;
        _worker = new(AttributeNames.Worker, _workerId);
        _registrations =
        [
            _metrics.Observe(Instruments.WorkerConnectors, () => [new Observation(_connectors.Count, [_worker])]),
            _metrics.Observe(Instruments.WorkerTasks, CountTasks),
            _metrics.Observe(
                Instruments.ConnectorState, () =>
                    _connectors.Select(entry => new Observation(1, [.. TagsOf(entry.Key), StateTag(entry.Value.State)]))),
            _metrics.Observe(Instruments.ConnectorInfo, DescribeConnectors),
            _metrics.Observe(
                Instruments.TaskState, () => _tasks.Select(entry => new Observation(1, [.. TagsOf(entry.Key), StateTag(entry.Value.State)]))),
            _metrics.Observe(Instruments.TaskStateTime, ReadTimes),
            _metrics.Observe(Instruments.TaskStalled, () => engine.Troubles.All.Concat(engine.Stalls.Away).Select(trouble =>
                new Observation(
                    (_time.GetUtcNow() - trouble.Since).TotalSeconds,
                    [
                        .. trouble.Task.Task == TaskStall.Connector ? TagsOf(trouble.Task.Connector) : TagsOf(trouble.Task),
                        new(AttributeNames.Reason, trouble.Kind.ToMetric()),
                    ]))),
        ];
    }

    /// <inheritdoc/>
    public void OnConnectorState(string connector, ConnectorState state, string? trace, string? version)
    {
        var entry = _connectors.GetOrAdd(connector, _ => new ConnectorEntry());
        var isStart = entry.State is ConnectorState.Unassigned or ConnectorState.Restarting;
        entry.State = state;
        entry.Version = version ?? entry.Version;
        if (isStart && state is (ConnectorState.Running or ConnectorState.Failed))
            _metrics.ConnectorStartups.Add(connector, _workerId, Result(state == ConnectorState.Running));
        _connectorListener.OnConnectorState(connector, state, trace, version);
    }

    /// <inheritdoc/>
    public void OnTaskState(ConnectorTaskId id, TaskState state, string? trace, string? version)
    {
        var isStartup = _tasks.GetOrAdd(id, _ => new TaskEntry(_time)).MoveTo(state);
        if (isStartup)
            _metrics.TaskStartups.Add(id.Connector, _workerId, Result(state == TaskState.Running));
        _taskListener.OnTaskState(id, state, trace, version);
    }

    /// <summary>Records the class and type of a connector.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="className">Its class.</param>
    /// <param name="type">Source or sink.</param>
    public void Describe(string connector, string? className, ConnectorType type)
    {
        var entry = _connectors.GetOrAdd(connector, _ => new ConnectorEntry());
        (entry.Class, entry.Type) = (className, type);
    }

    /// <summary>Removes a task that no longer runs here, including a failed one.</summary>
    public void Forget(ConnectorTaskId id) => _tasks.TryRemove(id, out _);

    /// <summary>Removes a connector that no longer runs here.</summary>
    public void Forget(string connector)
    {
        _connectors.TryRemove(connector, out _);
        _metrics.ConnectorStartups.Forget(connector, _workerId);
        _metrics.TaskStartups.Forget(connector, _workerId);
        _metrics.Restarts.Forget(connector, _workerId);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private static KeyValuePair<string, object?> StateTag<T>(T state)
        where T : struct, Enum => new(AttributeNames.State, state.ToString().ToLowerInvariant());

    private static string Result(bool succeeded) => succeeded ? "success" : "failure";

    private KeyValuePair<string, object?>[] TagsOf(string connector) => [new(AttributeNames.Connector, connector), _worker];

    private KeyValuePair<string, object?>[] TagsOf(ConnectorTaskId id) =>
        [new(AttributeNames.Connector, id.Connector), new(AttributeNames.Task, id.Task), _worker];

    private IEnumerable<Observation> CountTasks() =>
        _tasks.GroupBy(entry => (entry.Key.Connector, entry.Value.State))
            .Select(group => new Observation(group.Count(), [.. TagsOf(group.Key.Connector), StateTag(group.Key.State)]));

    private IEnumerable<Observation> DescribeConnectors() =>
        _connectors.Where(entry => entry.Value.Class is not null).Select(entry => new Observation(
        1, [.. TagsOf(entry.Key), new("class", entry.Value.Class), new("version", entry.Value.Version),
            new("type", entry.Value.Type.ToString().ToLowerInvariant())]));

    private IEnumerable<Observation> ReadTimes() =>
        _tasks.SelectMany(
            entry => entry.Value.Times.Select(time => new Observation(time.Value.TotalSeconds, [.. TagsOf(entry.Key), StateTag(time.Key)])));

    private sealed class ConnectorEntry
    {
        public ConnectorState State { get; set; }

        public string? Class { get; set; }

        public string? Version { get; set; }

        public ConnectorType Type { get; set; } = ConnectorType.Unknown;
    }

    private sealed class TaskEntry(TimeProvider time)
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<TaskState, TimeSpan> _times = [];
        private long _since = time.GetTimestamp();
        private bool _hasStarted;

        public TaskState State { get; private set; }

        /// <summary>How long it was in each measured state.</summary>
        public IReadOnlyDictionary<TaskState, TimeSpan> Times
        {
            get
            {
                lock (_gate)
                {
                    Count();
                    return new Dictionary<TaskState, TimeSpan>(_times);
                }
            }
        }

        /// <returns>Whether this ends a start, successfully or not.</returns>
        public bool MoveTo(TaskState next)
        {
            lock (_gate)
            {
                Count();
                State = next;
                if (next is TaskState.Unassigned or TaskState.Restarting)
                {
                    _hasStarted = false;
                    return false;
                }

                var isStartup = !_hasStarted && (next is TaskState.Running or TaskState.Failed);
                _hasStarted |= isStartup;
                return isStartup;
            }
        }

        private void Count()
        {
            var now = time.GetTimestamp();
            if (State is TaskState.Running or TaskState.Paused or TaskState.Failed)
                _times[State] = _times.GetValueOrDefault(State) + time.GetElapsedTime(_since, now);
            _since = now;
        }
    }
}
