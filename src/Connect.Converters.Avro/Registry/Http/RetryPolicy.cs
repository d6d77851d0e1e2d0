using System.Net;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>Which answers are worth another try, and when: exponential back-off with full jitter.</summary>
internal sealed class RetryPolicy(int maxRetries, TimeSpan wait, TimeSpan maxWait, Func<double>? jitter = null)
{
    private readonly Func<double> _jitter = jitter ?? Random.Shared.NextDouble;

    public int MaxRetries => maxRetries;

    public static bool IsRetriable(HttpStatusCode status) =>
        (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>The wait after a failed try: between nothing and <c>wait · 2^tries</c>, at most <c>maxWait</c>, but as long as the server asked for.</summary>
    public TimeSpan DelayAfter(int failures, TimeSpan? askedFor)
    {
        var ceiling = Math.Min(wait.TotalMilliseconds * Math.Pow(2, failures), maxWait.TotalMilliseconds);
        var delay = TimeSpan.FromMilliseconds(ceiling * _jitter());
        return askedFor > delay ? (askedFor.Value < maxWait ? askedFor.Value : maxWait) : delay;
    }
}
