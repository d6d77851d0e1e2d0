namespace Connect.Runtime.Kafka.Connection;

/// <summary>Lets one line of a kind through in ten seconds and counts the others.</summary>
/// <remarks>Safe for use from several threads.</remarks>
/// <param name="time">The clock.</param>
internal sealed class LogRate(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Last, int Suppressed)> _kinds = new(StringComparer.Ordinal);

    /// <summary>Asks whether a line may be written.</summary>
    /// <param name="kind">The line's kind; few of them.</param>
    /// <param name="suppressed">How many lines of this kind were held back since the last.</param>
    public bool Allows(string kind, out int suppressed)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_kinds.TryGetValue(kind, out var entry) && time.GetElapsedTime(entry.Last, now) < Interval)
            {
                suppressed = entry.Suppressed + 1;
                _kinds[kind] = (entry.Last, suppressed);
                return false;
            }

            suppressed = entry.Suppressed;
            _kinds[kind] = (now, 0);
            return true;
        }
    }
}
