using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>Stops connectors with <c>run.to.end</c> whose tasks have all finished, and says so in their status.</summary>
/// <remarks>Checks the statuses once a second. Every worker of a cluster has them, so a new leader continues where the previous one was. A connector
/// without tasks has finished when it says so: before that, a connector that was just resumed has no tasks, either.</remarks>
/// <param name="configs">The configurations.</param>
/// <param name="statuses">The statuses.</param>
/// <param name="isLeading">Whether this worker decides.</param>
/// <param name="stop">Stops a connector if its tasks still have this generation.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class FinishedConnectors(
    IConfigStore configs, IStatusStore statuses, Func<bool> isLeading, Func<string, long, CancellationToken, Task> stop, TimeProvider time,
    ILogger<FinishedConnectors> logger)
{
    /// <summary>The trace of a connector that has finished.</summary>
    public const string Note =
        "Finished: every task has reached its end (run.to.end). Resume the connector to process what has been added since.";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _stopped = new(StringComparer.Ordinal);

    /// <summary>Checks until it is cancelled.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!isLeading())
                continue;
            try
            {
                await CheckAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                Log.CheckFailed(logger, e);
            }
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var snapshot = configs.Snapshot;
        _stopped.RemoveWhere(name => snapshot.TargetStateOf(name) != TargetState.Stopped || TryAddNote(name));
        foreach (var (name, config) in snapshot.Connectors)
        {
            if (!config.Properties.ContainsKey(AddedKeys.RunToEnd) || !HasFinished(name, snapshot))
                continue;
            try
            {
                await stop(name, snapshot.GenerationOf(name), cancellationToken).ConfigureAwait(false);
                _stopped.Add(name);
                Log.Finished(logger, name);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotStopped(logger, name, e);
            }
        }
    }

    private bool HasFinished(string name, ConfigSnapshot snapshot)
    {
        var tasks = snapshot.TaskIdsOf(name);
        if (snapshot.TargetStateOf(name) != TargetState.Started)
            return false;
        if (tasks.Count == 0)
        {
            return statuses.Get(name) is { State: ConnectorState.Running, Trace: FinishedNote.NoTasks }
                && snapshot.Connectors[name].Equals(snapshot.Applied.GetValueOrDefault(name));
        }

        var (generation, total) = (snapshot.GenerationOf(name), 0);
        var partitions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            if (statuses.Get(task) is not { State: TaskState.Running } status || FinishedNote.Parse(status.Trace) is not { } note
                || note.Generation != generation)
            {
                return false;
            }

            partitions.UnionWith(note.Partitions);
            total = Math.Max(total, note.Total ?? 0);
        }

        return partitions.Count >= total;
    }

    /// <summary>Adds the note to the status that the connector's worker has written.</summary>
    private bool TryAddNote(string name)
    {
        if (statuses.Get(name) is not { State: ConnectorState.Stopped } status)
            return false;
        if (string.IsNullOrEmpty(status.Trace))
            statuses.Put(name, status with { Trace = Note });
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(8140, LogLevel.Information, "Connector {Connector} has finished: every task has reached its end (run.to.end). It is stopped.",
            EventName = nameof(Finished))]
        public static partial void Finished(ILogger logger, string connector);

        [LoggerMessage(8141, LogLevel.Warning, "Connector {Connector} has finished but could not be stopped. Retrying.",
            EventName = nameof(NotStopped))]
        public static partial void NotStopped(ILogger logger, string connector, Exception exception);

        [LoggerMessage(8142, LogLevel.Error, "Checking for finished connectors (run.to.end) failed. Retrying.", EventName = nameof(CheckFailed))]
        public static partial void CheckFailed(ILogger logger, Exception exception);
    }
}
