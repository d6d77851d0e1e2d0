using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Errors;

namespace Connect.Runtime.Workers;

/// <summary>Whether, when and how often a connector or task that has failed is restarted (<c>errors.restart.*</c>).</summary>
/// <param name="IsOn">Whether there are restarts.</param>
/// <param name="Backoff">The delay before the first restart.</param>
/// <param name="LongestBackoff">The longest delay.</param>
/// <param name="Budget">The maximum number of restarts within the window.</param>
/// <param name="Window">The window.</param>
/// <param name="Exceptions">The names of the exceptions that lead to a restart; empty for all.</param>
internal sealed record RestartPolicy(
    bool IsOn, TimeSpan Backoff, TimeSpan LongestBackoff, int Budget, TimeSpan Window, IReadOnlyList<string> Exceptions)
{
    /// <summary>No restarts: Kafka Connect's behaviour.</summary>
    public static RestartPolicy Off { get; } = new(false, TimeSpan.Zero, TimeSpan.Zero, 0, TimeSpan.Zero, []);

    /// <summary>For a task of a cluster whose transactional producer was fenced though the task is assigned to this worker, as by a worker that was
    /// suspended and has continued late. The next start takes the transactional id back. Without a limit, two such workers could fence each other for
    /// ever.</summary>
    public static RestartPolicy Fenced { get; } =
        new(true, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), 3, TimeSpan.FromMinutes(10), [])
        {
            Origin = "its producer was fenced, but the task is assigned to this worker",
            Limits = "a task whose producer is fenced is restarted at most 3 times",
        };

    /// <summary>Why there are restarts, as status and log say it.</summary>
    public string Origin { get; private init; } = "errors.restart.policy=on-failure";

    /// <summary>What limits them, as the status says it.</summary>
    public string Limits { get; private init; } = "errors.restart.max, errors.restart.window.ms";

    /// <summary>Reads a connector's policy. If it is not valid there are no restarts, and the connector's failure says why.</summary>
    /// <param name="connector">The connector's configuration.</param>
    /// <param name="worker">The worker's.</param>
    public static RestartPolicy Read(IReadOnlyDictionary<string, string?> connector, IReadOnlyDictionary<string, string?> worker)
    {
        try
        {
            var config = AddedDefinition.Parse(connector, worker);
            return config.GetString(AddedKeys.RestartPolicy) != AddedKeys.RestartOnFailure ? Off : new RestartPolicy(
                true,
                TimeSpan.FromMilliseconds(config.GetInt64(AddedKeys.RestartBackoffMs)),
                TimeSpan.FromMilliseconds(config.GetInt64(AddedKeys.RestartBackoffMaxMs)),
                config.GetInt32(AddedKeys.RestartMax),
                TimeSpan.FromMilliseconds(config.GetInt64(AddedKeys.RestartWindowMs)),
                config.GetList(AddedKeys.RestartExceptions));
        }
        catch (ConfigException)
        {
            return Off;
        }
    }

    /// <summary>Whether an exception leads to a restart.</summary>
    public bool Covers(Exception exception)
    {
        if (Exceptions.Count == 0)
            return true;
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (Exceptions.Contains(JavaTrace.NameOf(current), StringComparer.Ordinal))
                return true;
            for (var type = current.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                if (Exceptions.Contains(type.Name, StringComparer.Ordinal) || Exceptions.Contains(type.FullName, StringComparer.Ordinal))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The delay before a restart.</summary>
    /// <param name="before">The number of earlier restarts within the window.</param>
    /// <param name="chance">From 0 to 1: a fifth less to a fifth more, so that tasks that failed together are not restarted together.</param>
    public TimeSpan DelayAfter(int before, double chance)
    {
        var delay = Backoff * Math.Pow(2, Math.Min(before, 32));
        return (delay < LongestBackoff ? delay : LongestBackoff) * (0.8 + (0.4 * chance));
    }
}
