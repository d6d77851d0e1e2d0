using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Errors;

/// <summary>Runs the steps that may fail for a single record: retries them, then reports the error, then skips the record or fails the
/// task.</summary>
/// <remarks>
/// <para>Used only by a task's loop. A step that succeeds at once allocates nothing.</para>
/// <para>Corresponds to <c>RetryWithToleranceOperator</c>, with one difference: when retries are exhausted, Kafka Connect skips the record even with
/// <c>errors.tolerance=none</c>; here the tolerance applies, so no record is lost silently (docs/compatibility.md).</para>
/// </remarks>
internal sealed partial class RetryWithTolerance(
    ErrorPolicy policy, ProcessingContext context, ErrorReports reports, ErrorCounts counts, TimeProvider time, ILogger<RetryWithTolerance> logger)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(300);

    /// <summary>Shows that a record is being retried; null removes the text.</summary>
    public Action<string?>? ShowRetries { get; init; }

    /// <summary>How many records were left out so far. For the task's flow.</summary>
    public long Skips { get; private set; }

    /// <summary>Runs a step.</summary>
    /// <param name="stage">The step.</param>
    /// <param name="className">The class that performs it.</param>
    /// <param name="state">Passed to the operation, which is a static function.</param>
    /// <param name="operation">The operation; called again for each attempt.</param>
    /// <param name="cancellationToken">Ends the wait between attempts: the task stops.</param>
    /// <returns>The result, or that the record must be skipped.</returns>
    /// <exception cref="ConnectException">The error is not tolerated: the task fails.</exception>
    public ValueTask<Attempt<T>> ExecuteAsync<TState, T>(
        Stage stage, string className, TState state, Func<TState, CancellationToken, ValueTask<T>> operation, CancellationToken cancellationToken)
    {
        var first = Start(state, operation, cancellationToken);
        return first.IsCompletedSuccessfully
            ? ValueTask.FromResult(new Attempt<T>(false, first.Result))
            : ContinueAsync(first, stage, className, state, operation, cancellationToken);
    }

    /// <summary>Continues a step whose first attempt was made by the caller and has failed or is not complete. This saves a call when the first
    /// attempt nearly always succeeds.</summary>
    /// <param name="attempt">The first attempt.</param>
    /// <param name="stage">The step.</param>
    /// <param name="className">The class that performs it.</param>
    /// <param name="state">Passed to the operation, which is a static function.</param>
    /// <param name="operation">Called for each further attempt.</param>
    /// <param name="cancellationToken">Ends the wait between attempts: the task stops.</param>
    /// <returns>The result, or that the record must be skipped.</returns>
    /// <exception cref="ConnectException">The error is not tolerated: the task fails.</exception>
    public async ValueTask<Attempt<T>> ContinueAsync<TState, T>(
        ValueTask<T> attempt, Stage stage, string className, TState state, Func<TState, CancellationToken, ValueTask<T>> operation,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        RetryDisplay? display = null;
        try
        {
            for (var attempts = 1; ; attempts++)
            {
                try
                {
                    return new Attempt<T>(false, await attempt.ConfigureAwait(false));
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    throw;
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    counts.Failed();
                    var left = TimeLeft(started);
                    if (e is not RetriableConnectException || left <= TimeSpan.Zero)
                    {
                        await TolerateAsync(context.Report(stage, className, e), cancellationToken).ConfigureAwait(false);
                        return new Attempt<T>(true, default!);
                    }

                    if (ShowRetries is { } show)
                        (display ??= new RetryDisplay(show, time.GetUtcNow())).Show(attempts, stage, className, e, policy.RetryTimeout);
                    var delay = DelayAfter(attempts);
                    Log.Retrying(logger, stage, className, delay, e);
                    await Task.Delay(delay < left ? delay : left, time, cancellationToken).ConfigureAwait(false);
                    counts.Retried();
                    attempt = Start(state, operation, cancellationToken);
                }
            }
        }
        finally
        {
            display?.Dispose();
        }
    }

    private async ValueTask TolerateAsync(ErrorReport report, CancellationToken cancellationToken)
    {
        counts.Errored();
        _ = reports.Report(report);
        if (policy.Tolerance == ErrorTolerance.None)
            throw new ConnectException($"Tolerance exceeded in error handler: {report.Describe()}", report.Error);
        counts.Skipped();
        Skips++;
        await reports.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
    }

    private static ValueTask<T> Start<TState, T>(
        TState state, Func<TState, CancellationToken, ValueTask<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return operation(state, cancellationToken);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<T>(e);
        }
    }

    private TimeSpan TimeLeft(long started) =>
        policy.RetryTimeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.RetryTimeout - time.GetElapsedTime(started);

    /// <summary>Doubles from 300 ms. Beyond the maximum delay a random delay below it is chosen, so that many tasks do not retry at the same
    /// time.</summary>
    private TimeSpan DelayAfter(int attempts)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Min(attempts - 1, 32));
        return delay <= policy.RetryDelayMax ? delay : policy.RetryDelayMax * Random.Shared.NextDouble();
    }
}
