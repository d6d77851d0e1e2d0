using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Restarts a connector and its tasks after failures, according to the connector's policy: after a delay that grows, and at most so many
/// times within a window.</summary>
/// <remarks>
/// <para>A connector or task that waits for its restart has the status RESTARTING, with the trace of its failure and the time of the restart. After
/// its last restart it stays FAILED, and its trace says so.</para>
/// <para>The connector itself has the number <see cref="Connector"/>. Restarts are counted on this worker: after a move to another worker the count
/// starts again at zero.</para>
/// <para>Thread-safe.</para>
/// </remarks>
/// <param name="name">The connector.</param>
/// <param name="restart">Restarts the connector or tasks.</param>
/// <param name="time">The clock.</param>
/// <param name="chance">Returns random numbers from 0 to 1.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class FailureRestarts(string name, Func<RestartScope, Task> restart, TimeProvider time, Func<double> chance, ILogger logger)
    : IDisposable
{
    /// <summary>The number of the connector itself.</summary>
    public const int Connector = -1;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Queue<DateTimeOffset>> _restarts = [];
    private readonly Dictionary<int, CancellationTokenSource> _pending = [];
    private bool _isEnded;

    /// <summary>Decides whether a failure leads to a restart, and schedules it.</summary>
    /// <param name="item">The task's number, or <see cref="Connector"/>.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="exception">The failure.</param>
    /// <param name="isWanted">Called when the restart is due; returns false if it is no longer needed.</param>
    /// <returns>Whether a restart follows, and a note for the status; null if the policy does not cover the failure.</returns>
    public (bool IsRestarting, string Note)? Decide(int item, RestartPolicy policy, Exception exception, Func<bool> isWanted)
    {
        if (!policy.IsOn || !policy.Covers(exception))
            return null;
        lock (_gate)
        {
            if (_isEnded)
                return null;
            var now = time.GetUtcNow();
            if (!_restarts.TryGetValue(item, out var restarts))
                _restarts[item] = restarts = new Queue<DateTimeOffset>();
            while (restarts.TryPeek(out var oldest) && now - oldest > policy.Window)
                restarts.Dequeue();
            if (restarts.Count >= policy.Budget)
            {
                Log.OutOfRestarts(logger, Describe(item), restarts.Count, policy.Window);
                return (false, string.Create(
                    CultureInfo.InvariantCulture,
                    $"Not restarted again: it has failed after {restarts.Count} restarts within {policy.Window} ({policy.Limits}). "
                        + $"Fix the cause, then restart it."));
            }

            var delay = policy.DelayAfter(restarts.Count, chance());
            restarts.Enqueue(now);
            CancelLocked(item);
            var pending = _pending[item] = new CancellationTokenSource();
            _ = RestartAsync(item, delay, isWanted, pending);
            Log.RestartFollows(logger, Describe(item), delay, restarts.Count, policy.Budget, policy.Origin);
            return (true, string.Create(
                CultureInfo.InvariantCulture,
                $"Restart {restarts.Count} of {policy.Budget} follows at "
                    + $"{(now + delay).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} ({policy.Origin})."));
        }
    }

    /// <summary>Cancels a pending restart.</summary>
    /// <param name="item">The task's number, or <see cref="Connector"/>.</param>
    public void Cancel(int item)
    {
        lock (_gate)
            CancelLocked(item);
    }

    /// <summary>Resets the counts: the connector has another configuration.</summary>
    public void Reset()
    {
        lock (_gate)
            _restarts.Clear();
    }

    /// <summary>Cancels all pending restarts, and refuses further ones.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            foreach (var item in _pending.Keys.ToArray())
                CancelLocked(item);
        }
    }

    private void CancelLocked(int item)
    {
        if (_pending.Remove(item, out var pending))
            _ = pending.CancelAsync();
    }

    private async Task RestartAsync(int item, TimeSpan delay, Func<bool> isWanted, CancellationTokenSource pending)
    {
        try
        {
            await Task.Delay(delay, time, pending.Token).ConfigureAwait(false);
            lock (_gate)
            {
                if (pending.IsCancellationRequested)
                    return;
                _pending.Remove(item);
            }

            if (isWanted())
                await restart(item == Connector ? new RestartScope(true, []) : new RestartScope(false, [item])).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (pending.IsCancellationRequested)
        {
            // The restart is no longer needed.
        }
        catch (ObjectDisposedException)
        {
            // The worker shuts down.
        }
        catch (Exception e)
        {
            Log.NotRestarted(logger, Describe(item), e);
        }
    }

    private string Describe(int item) => item == Connector ? $"Connector {name}" : $"Task {new ConnectorTaskId(name, item)}";

    private static partial class Log
    {
        [LoggerMessage(8131, LogLevel.Warning,
            "{Item} has failed and is restarted in {Delay}: restart {Count} of {Budget} ({Origin}).",
            EventName = nameof(RestartFollows))]
        public static partial void RestartFollows(ILogger logger, string item, TimeSpan delay, int count, int budget, string origin);

        [LoggerMessage(8132, LogLevel.Error,
            "{Item} has failed after {Count} restarts within {Window} and is not restarted again. Fix the cause, then restart it.",
            EventName = nameof(OutOfRestarts))]
        public static partial void OutOfRestarts(ILogger logger, string item, int count, TimeSpan window);

        [LoggerMessage(8133, LogLevel.Error, "{Item} could not be restarted.", EventName = nameof(NotRestarted))]
        public static partial void NotRestarted(ILogger logger, string item, Exception exception);
    }
}
