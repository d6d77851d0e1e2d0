namespace Connect.Runtime.Kafka.Connection;

/// <summary>Allows one log line of a kind every ten seconds and counts the others.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="time">The clock.</param>
internal sealed class LogRate(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Last, int Suppressed)> _kinds = new(StringComparer.Ordinal);

    /// <summary>Whether a line may be written.</summary>
    /// <param name="kind">The line's kind; use only a few.</param>
    /// <param name="suppressed">The number of lines of this kind suppressed since the last one.</param>
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
