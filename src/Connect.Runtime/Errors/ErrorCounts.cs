namespace Connect.Runtime.Errors;

/// <summary>Counts the errors of one task, for <c>task-error-metrics</c>.</summary>
/// <remarks>Thread-safe; costs nothing without errors.</remarks>
internal sealed class ErrorCounts(TimeProvider time)
{
    private long _failures;
    private long _errors;
    private long _skipped;
    private long _retries;
    private long _logged;
    private long _deadLetterRequests;
    private long _deadLetterFailures;
    private long _lastErrorMilliseconds;

    /// <summary>Attempts that failed.</summary>
    public long TotalFailures => Interlocked.Read(ref _failures);

    /// <summary>Records that ended as errors.</summary>
    public long TotalErrors => Interlocked.Read(ref _errors);

    /// <summary>Records that were skipped.</summary>
    public long TotalSkipped => Interlocked.Read(ref _skipped);

    /// <summary>Attempts that were repetitions.</summary>
    public long TotalRetries => Interlocked.Read(ref _retries);

    /// <summary>Errors that were logged.</summary>
    public long TotalLogged => Interlocked.Read(ref _logged);

    /// <summary>Dead letters sent.</summary>
    public long DeadLetterRequests => Interlocked.Read(ref _deadLetterRequests);

    /// <summary>Dead letters that did not arrive.</summary>
    public long DeadLetterFailures => Interlocked.Read(ref _deadLetterFailures);

    /// <summary>When the last error was, in milliseconds since the Unix epoch; 0 before the first.</summary>
    public long LastErrorMilliseconds => Interlocked.Read(ref _lastErrorMilliseconds);

    public void Failed()
    {
        Interlocked.Increment(ref _failures);
        Interlocked.Exchange(ref _lastErrorMilliseconds, time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    public void Errored() => Interlocked.Increment(ref _errors);

    public void Skipped() => Interlocked.Increment(ref _skipped);

    public void Retried() => Interlocked.Increment(ref _retries);

    public void Logged() => Interlocked.Increment(ref _logged);

    public void DeadLetterRequested() => Interlocked.Increment(ref _deadLetterRequests);

    public void DeadLetterFailed() => Interlocked.Increment(ref _deadLetterFailures);
}
