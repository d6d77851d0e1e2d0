using System.Globalization;

namespace Connect.Runtime.Errors;

/// <summary>Shows in the status that a step is being retried for one record.</summary>
/// <param name="show">Receives the text, and null at the end.</param>
/// <param name="since">When the first attempt failed.</param>
internal sealed class RetryDisplay(Action<string?> show, DateTimeOffset since) : IDisposable
{
    private bool _isShown;

    /// <summary>Shows it, from the second failure on.</summary>
    public void Show(int attempts, Stage stage, string className, Exception exception, TimeSpan limit)
    {
        if (attempts < 2)
            return;
        _isShown = true;
        show(string.Create(
            CultureInfo.InvariantCulture,
            $"{stage.ToJavaName()} of one record ({className}) has asked for a retry since {since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, "
                + $"{attempts} times in a row: {exception.Message.TrimEnd('.')}. This record and those after it wait; nothing is lost. Check the "
                + $"systems it connects to, such as the schema registry. {LimitOf(limit)}"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isShown)
            show(null);
    }

    private static string LimitOf(TimeSpan limit) => limit == Timeout.InfiniteTimeSpan || limit < TimeSpan.Zero
        ? "It is retried without limit (errors.retry.timeout=-1)."
        : string.Create(CultureInfo.InvariantCulture, $"After {limit.TotalMilliseconds:0} ms (errors.retry.timeout) errors.tolerance applies.");
}
