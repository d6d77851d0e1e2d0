using System.Collections.Concurrent;
using System.Globalization;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Tasks;

/// <summary>The rate limits of a worker's connectors (<c>rate.limit.records</c>, <c>rate.limit.bytes</c>).</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="time">The clock.</param>
internal sealed class RateLimits(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Key, (RateLimit Limit, int Tasks)> _limits = [];
    private readonly ConcurrentDictionary<ConnectorTaskId, TaskPace> _paces = new();

    /// <summary>Creates the pace of a task. Dispose it with the task, and immediately when it is abandoned.</summary>
    /// <param name="launch">The task.</param>
    /// <param name="worker">The worker's configuration.</param>
    /// <returns>Null without a limit.</returns>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public TaskPace? Join(TaskLaunch launch, IReadOnlyDictionary<string, string?> worker)
    {
        var config = AddedDefinition.Parse(launch.Plan.Properties, worker);
        var (records, bytes) = (config.GetInt64(AddedKeys.RateLimitRecords), config.GetInt64(AddedKeys.RateLimitBytes));
        if (records == 0 && bytes == 0)
            return null;
        var key = new Key(launch.Id.Connector, records, bytes, launch.TaskCount);
        RateLimit limit;
        lock (_gate)
        {
            var (known, tasks) = _limits.GetValueOrDefault(key);
            limit = known ?? new RateLimit(records, bytes, launch.TaskCount, time);
            _limits[key] = (limit, tasks + 1);
            limit.Join();
        }

        var pace = new TaskPace(limit, time, left => Leave(key, launch.Id, left));
        _paces[launch.Id] = pace;
        return pace;
    }

    /// <summary>Describes why a task waits, for its status.</summary>
    /// <returns>Null if it does not wait for a rate limit.</returns>
    public string? Describe(ConnectorTaskId task) =>
        _paces.TryGetValue(task, out var pace) && pace.UntilDue is { Ticks: > 0 } left
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The task waits for its rate limit ({pace.Description}) until {(time.GetUtcNow() + left).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}.")
            : null;

    private void Leave(Key key, ConnectorTaskId task, TaskPace pace)
    {
        _paces.TryRemove(KeyValuePair.Create(task, pace));
        lock (_gate)
        {
            var (limit, tasks) = _limits[key];
            limit.Leave();
            if (tasks == 1)
                _limits.Remove(key);
            else
                _limits[key] = (limit, tasks - 1);
        }
    }

    private readonly record struct Key(string Connector, long Records, long Bytes, int TaskCount);
}
