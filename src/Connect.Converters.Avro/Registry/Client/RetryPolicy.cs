namespace Connect.Converters.Avro.Registry.Client;

/// <summary>How often a failed call is retried, and when: exponential backoff with full jitter.</summary>
internal sealed class RetryPolicy(int maxRetries, TimeSpan wait, TimeSpan maxWait, Func<double>? jitter = null)
{
    private readonly Func<double> _jitter = jitter ?? Random.Shared.NextDouble;

    /// <summary>No retries.</summary>
    public static RetryPolicy None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    public int MaxRetries => maxRetries;

    /// <summary>The delay after a failed attempt: random between zero and <c>wait · 2^failures</c>, at most <c>maxWait</c>.</summary>
    public TimeSpan DelayAfter(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(wait.TotalMilliseconds * Math.Pow(2, failures), maxWait.TotalMilliseconds) * _jitter());
}
