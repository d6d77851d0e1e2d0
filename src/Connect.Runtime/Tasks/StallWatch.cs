using System.Collections.Concurrent;
using System.Globalization;
using Connect.Runtime.Kafka.Connection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tasks;

/// <summary>Checks the tasks of a worker for calls that have not returned for <c>task.stall.timeout.ms</c>, and reports them in the log, in the
/// task's status and to subscribers.</summary>
/// <remarks>A timer checks several times within the timeout; tasks only record their current call. Also reports broker outages to subscribers;
/// statuses show them separately. Thread-safe.</remarks>
internal sealed partial class StallWatch : IDisposable
{
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<TaskCalls, Watched> _tasks = new();
    private readonly TaskTroubles _troubles;
    private readonly Func<IReadOnlyList<BrokerOutage>> _outages;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ILogger<StallWatch> _logger;
    private readonly ITimer _timer;
    private readonly Lock _looking = new();
    private Dictionary<(ConnectorTaskId Task, string Client), TaskTroubleEntry> _away = [];

    /// <summary>Starts the timer.</summary>
    /// <param name="troubles">Receives the stalls.</param>
    /// <param name="outages">The current outages of the worker's clients.</param>
    /// <param name="timeout">How long a call may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    public StallWatch(
        TaskTroubles troubles, Func<IReadOnlyList<BrokerOutage>> outages, TimeSpan timeout, TimeProvider time, ILogger<StallWatch> logger)
    {
        (_troubles, _outages, _timeout, _time, _logger) = (troubles, outages, timeout, time, logger);
        var period = timeout / 4 < LongestPeriod ? timeout / 4 : LongestPeriod;
        period = period > ShortestPeriod ? period : ShortestPeriod;
        _timer = time.CreateTimer(_ => Look(), null, period, period);
    }

    /// <summary>Receives the stalls.</summary>
    public TaskTroubles Troubles => _troubles;

    /// <summary>The outages that keep tasks from their work, as of the last look.</summary>
    public IReadOnlyList<TaskTroubleEntry> Away => [.. Volatile.Read(ref _away).Values];

    /// <summary>Starts watching a task.</summary>
    /// <param name="id">The task.</param>
    /// <returns>Where the task records its calls.</returns>
    public TaskCalls Watch(ConnectorTaskId id)
    {
        var calls = new TaskCalls(_time);
        _tasks[calls] = new Watched(id, _troubles.Of(id, TaskTroubleKind.CallNotReturned), _troubles.Of(id, TaskTroubleKind.PollNotReturned));
        return calls;
    }

    /// <summary>Starts watching the calls of a connector itself.</summary>
    /// <param name="connector">The connector.</param>
    /// <returns>Where its calls are recorded.</returns>
    public TaskCalls Watch(string connector) => Watch(OfConnector(connector));

    /// <summary>The id under which the calls of a connector itself are reported.</summary>
    public static ConnectorTaskId OfConnector(string connector) => new(connector, TaskStall.Connector);

    /// <summary>Stops watching a task: it has ended or was abandoned.</summary>
    public void Forget(TaskCalls calls)
    {
        if (!_tasks.TryRemove(calls, out var watched))
            return;
        watched.Call.Close();
        watched.Poll.Close();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (!_looking.TryEnter())
            return;
        try
        {
            foreach (var (calls, watched) in _tasks)
                Look(calls, watched);
            LookForOutages();
        }
        catch (Exception e)
        {
            // An exception in a timer callback would end the process.
            Log.LookFailed(_logger, e);
        }
        finally
        {
            _looking.Exit();
        }
    }

    private void Look(TaskCalls calls, Watched watched)
    {
        var (call, since, records) = calls.Current;
        var elapsed = _time.GetElapsedTime(since);
        if (watched.ReportedSince is { } reported && (call == TaskCall.None || since != reported))
        {
            watched.ReportedSince = null;
            watched.Call.Show(null);
            watched.Poll.Show(null);
            Log.Recovered(_logger, NameOf(watched.Id), (long)_time.GetElapsedTime(reported).TotalSeconds);
        }

        if (call == TaskCall.None || elapsed < _timeout)
            return;
        var text = Describe(watched.Id, call, elapsed, records);
        if (watched.ReportedSince is null)
        {
            var name = NameOf(watched.Id);
            Log.Stalled(_logger, call == TaskCall.Poll ? LogLevel.Information : LogLevel.Warning, name, text);
        }

        watched.ReportedSince = since;
        (call == TaskCall.Poll ? watched.Poll : watched.Call).Show(text);
    }

    private void LookForOutages()
    {
        var away = new Dictionary<(ConnectorTaskId, string), TaskTroubleEntry>();
        foreach (var outage in _outages())
        {
            if (outage.Client.Use is { Connector: { } connector, Task: { } task })
                away[(new ConnectorTaskId(connector, task), outage.ClientId)] = new TaskTroubleEntry(
                    new ConnectorTaskId(connector, task), TaskTroubleKind.BrokerAway, outage.Describe(), outage.Since);
        }

        var before = _away;
        Volatile.Write(ref _away, away);
        foreach (var (key, entry) in away.Where(entry => !before.ContainsKey(entry.Key)))
            _troubles.Announce(entry, isOver: false);
        foreach (var (key, entry) in before.Where(entry => !away.ContainsKey(entry.Key)))
            _troubles.Announce(entry, isOver: true);
    }

    private static string NameOf(ConnectorTaskId id) => id.Task == TaskStall.Connector ? $"Connector {id.Connector}" : $"Task {id}";

    private string Describe(ConnectorTaskId id, TaskCall call, TimeSpan elapsed, int records)
    {
        var (what, remedy) = TextOf(call);
        var waits = records == 0
            ? "" : string.Create(
                CultureInfo.InvariantCulture, $" {records} {(records == 1 ? "record waits" : "records wait")}, neither acknowledged nor committed;");
        var path = $"POST /connectors/{Uri.EscapeDataString(id.Connector)}";
        var restart = call switch
        {
            TaskCall.Validate => "The request for it times out; nothing is changed.",
            TaskCall.ConnectorStart or TaskCall.TaskConfigs => $"{path}/restart abandons this attempt and starts the connector again.",
            _ => $"{path}/tasks/{id.Task}/restart abandons this attempt and starts the task again.",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what} since {(_time.GetUtcNow() - elapsed).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.{waits} nothing is lost. "
                + $"{remedy} {restart} (task.stall.timeout.ms={_timeout.TotalMilliseconds:0})")
            .Replace(". nothing", ". Nothing", StringComparison.Ordinal);
    }

    private static (string What, string Remedy) TextOf(TaskCall call) => call switch
    {
        TaskCall.Create =>
            ("The task is not created yet: a constructor or Configure method of its classes, or a config provider, has not returned",
                "Check the systems they connect to."),
        TaskCall.Prepare =>
            ("The task needs stored offsets or the dead letter queue before it can start", "Check the offset store and the broker."),
        TaskCall.Start => ("StartAsync has not returned", "Check the system the task connects to, and its timeouts."),
        TaskCall.Poll =>
            ("PollAsync has not returned",
                "This is normal when the source has no new data; otherwise check the system the task reads from, and its timeouts."),
        TaskCall.Convert => ("A transform or converter has not returned", "Check the schema registry and the systems that transforms connect to."),
        TaskCall.CreateTopic =>
            ("The topic for a record could not be created", "Check that this user may create topics on the broker (topic.creation.*, ACLs, quotas)."),
        TaskCall.Open => ("OpenAsync has not returned", "Check the system the task connects to, and its timeouts."),
        TaskCall.Put =>
            ("PutAsync has not returned",
                "Check the system the task writes to, and its timeouts; a put that throws RetriableConnectException is repeated."),
        TaskCall.Flush => ("PreCommitAsync or FlushAsync has not returned", "Check the system the task writes to, and its timeouts."),
        TaskCall.Close => ("CloseAsync has not returned", "Check the system the task writes to, and its timeouts."),
        TaskCall.ConnectorStart => ("StartAsync of the connector has not returned", "Check the system the connector connects to, and its timeouts."),
        TaskCall.TaskConfigs =>
            ("GetTaskConfigsAsync has not returned, so the connector's tasks are not started or updated",
                "Check the system from which the connector reads what its tasks do, and its timeouts."),
        TaskCall.Validate => ("ValidateAsync has not returned", "Check the system that the connector asks to validate its configuration."),
        TaskCall.Commit => ("CommitAsync has not returned", "Check the system the task notifies about commits."),
        _ => ("StopAsync has not returned", "Check the system the task is connected to."),
    };

    private sealed class Watched(ConnectorTaskId id, TaskTrouble call, TaskTrouble poll)
    {
        public ConnectorTaskId Id { get; } = id;

        public TaskTrouble Call { get; } = call;

        public TaskTrouble Poll { get; } = poll;

        /// <summary>The timestamp of the call that was reported; null if there is none.</summary>
        public long? ReportedSince { get; set; }
    }
}
