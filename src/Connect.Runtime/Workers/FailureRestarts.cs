using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Restarts the connector of one name, and its tasks, after failures, as its policy says: after a wait that grows, and only so often within
/// a window.</summary>
/// <remarks>
/// <para>What waits for its restart has the status RESTARTING, with the trace of its failure and the time of the restart; what is out of restarts
/// stays FAILED and says so.</para>
/// <para>The connector itself has the number <see cref="Connector"/>. The restarts of a window are counted here, on this worker: a task that goes to
/// another worker begins anew there.</para>
/// <para>Thread-safe.</para>
/// </remarks>
/// <param name="name">The connector.</param>
/// <param name="restart">Has it restarted.</param>
/// <param name="time">The clock.</param>
/// <param name="chance">Gives numbers from 0 to 1.</param>
/// <param name="logger">Takes the log.</param>
internal sealed partial class FailureRestarts(string name, Func<RestartScope, Task> restart, TimeProvider time, Func<double> chance, ILogger logger)
    : IDisposable
{
    /// <summary>The number of the connector itself.</summary>
    public const int Connector = -1;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Queue<DateTimeOffset>> _restarts = [];
    private readonly Dictionary<int, CancellationTokenSource> _pending = [];
    private bool _isEnded;

    /// <summary>Decides about a failure; where a restart may help, it follows by itself.</summary>
    /// <param name="item">The task's number, or <see cref="Connector"/>.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="exception">The failure.</param>
    /// <param name="isWanted">Asked when the restart is due: false when somebody else has seen to it.</param>
    /// <returns>Whether a restart follows, and what the status says of it; null where the policy has nothing to say.</returns>
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
                    $"Not restarted any more: {restarts.Count} restarts within {policy.Window} were of no use (errors.restart.max, "
                        + $"errors.restart.window.ms). Restart it when the cause is mended."));
            }

            var delay = policy.DelayAfter(restarts.Count, chance());
            restarts.Enqueue(now);
            CancelLocked(item);
            var pending = _pending[item] = new CancellationTokenSource();
            _ = RestartAsync(item, delay, isWanted, pending);
            Log.RestartFollows(logger, Describe(item), delay, restarts.Count, policy.Budget);
            return (true, string.Create(
                CultureInfo.InvariantCulture,
                $"Restart {restarts.Count} of {policy.Budget} follows at "
                    + $"{(now + delay).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} (errors.restart.policy=on-failure)."));
        }
    }

    /// <summary>Takes a restart back that waits: somebody else sees to it.</summary>
    /// <param name="item">The task's number, or <see cref="Connector"/>.</param>
    public void Cancel(int item)
    {
        lock (_gate)
            CancelLocked(item);
    }

    /// <summary>Forgets what there was: the connector has another configuration.</summary>
    public void Reset()
    {
        lock (_gate)
            _restarts.Clear();
    }

    /// <summary>Takes all restarts back that wait; there are none any more.</summary>
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
            // Somebody else has seen to it.
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
            "{Item} has failed and is restarted in {Delay}: restart {Count} of {Budget} (errors.restart.policy=on-failure).",
            EventName = nameof(RestartFollows))]
        public static partial void RestartFollows(ILogger logger, string item, TimeSpan delay, int count, int budget);

        [LoggerMessage(8132, LogLevel.Error,
            "{Item} has failed and is not restarted any more: {Count} restarts within {Window} were of no use. Restart it when the cause is mended.",
            EventName = nameof(OutOfRestarts))]
        public static partial void OutOfRestarts(ILogger logger, string item, int count, TimeSpan window);

        [LoggerMessage(8133, LogLevel.Error, "{Item} could not be restarted.", EventName = nameof(NotRestarted))]
        public static partial void NotRestarted(ILogger logger, string item, Exception exception);
    }
}
