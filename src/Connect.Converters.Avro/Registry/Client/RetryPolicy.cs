namespace Connect.Converters.Avro.Registry.Client;

/// <summary>How often a failed call is repeated, and when: exponential back-off with full jitter.</summary>
internal sealed class RetryPolicy(int maxRetries, TimeSpan wait, TimeSpan maxWait, Func<double>? jitter = null)
{
    private readonly Func<double> _jitter = jitter ?? Random.Shared.NextDouble;

    /// <summary>No repetition.</summary>
    public static RetryPolicy None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    public int MaxRetries => maxRetries;

    /// <summary>The wait after a failed try: between nothing and <c>wait · 2^failures</c>, at most <c>maxWait</c>.</summary>
    public TimeSpan DelayAfter(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(wait.TotalMilliseconds * Math.Pow(2, failures), maxWait.TotalMilliseconds) * _jitter());
}
