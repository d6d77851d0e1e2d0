using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Errors;

namespace Connect.Runtime.Workers;

/// <summary>Whether, when and how often a connector or task that has failed is restarted (<c>errors.restart.*</c>).</summary>
/// <param name="IsOn">Whether at all.</param>
/// <param name="Backoff">The wait before the first restart.</param>
/// <param name="LongestBackoff">The longest wait.</param>
/// <param name="Budget">How many restarts there may be within the window.</param>
/// <param name="Window">The window.</param>
/// <param name="Exceptions">The names of the exceptions after which a restart may help; empty for all.</param>
internal sealed record RestartPolicy(
    bool IsOn, TimeSpan Backoff, TimeSpan LongestBackoff, int Budget, TimeSpan Window, IReadOnlyList<string> Exceptions)
{
    /// <summary>No restarts: Kafka Connect's behaviour.</summary>
    public static RestartPolicy Off { get; } = new(false, TimeSpan.Zero, TimeSpan.Zero, 0, TimeSpan.Zero, []);

    /// <summary>Reads a connector's policy. One that cannot be read restarts nothing: the connector's failure says why.</summary>
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

    /// <summary>Whether a restart may help after an exception.</summary>
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

    /// <summary>How long to wait before a restart.</summary>
    /// <param name="before">How many restarts there were within the window.</param>
    /// <param name="chance">From 0 to 1: a fifth less to a fifth more, so that what failed together does not come back together.</param>
    public TimeSpan DelayAfter(int before, double chance)
    {
        var delay = Backoff * Math.Pow(2, Math.Min(before, 32));
        return (delay < LongestBackoff ? delay : LongestBackoff) * (0.8 + (0.4 * chance));
    }
}
