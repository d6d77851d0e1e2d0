using System.Globalization;

namespace Connect.Runtime.Tasks;

/// <summary>Reports repeated failures, beginning with the second one in a row.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="trouble">Shows them in the task's status; null without reporting.</param>
/// <param name="time">The clock.</param>
internal sealed class RepeatedFailures(TaskTrouble? trouble, TimeProvider time)
{
    private DateTimeOffset? _since;
    private int _count;

    /// <summary>Records a failure.</summary>
    /// <param name="what">What fails.</param>
    /// <param name="exception">Why.</param>
    /// <param name="consequence">What waits, and what to do.</param>
    public void Add(string what, Exception exception, string consequence)
    {
        _since ??= time.GetUtcNow();
        if (++_count < 2)
            return;
        trouble?.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{what} (since {_since.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, {_count} times in a row): {exception.Message.TrimEnd('.')}. "
                + $"{consequence}"));
    }

    /// <summary>Records a success.</summary>
    public void Clear()
    {
        if (_since is null)
            return;
        (_since, _count) = (null, 0);
        trouble?.Show(null);
    }
}
