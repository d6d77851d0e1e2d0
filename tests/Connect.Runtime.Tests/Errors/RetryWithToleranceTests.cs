using System.Collections.Concurrent;
using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Errors;

public sealed class RetryWithToleranceTests
{
    private static readonly SourceRecord Record = new(null, null, "t", null, null);

    private readonly SteppingTime _time = new();
    private readonly FakeReporter _reporter = new();
    private readonly ErrorCounts _counts;
    private int _attempts;

    public RetryWithToleranceTests() => _counts = new ErrorCounts(_time);

    [Test]
    public async Task Success_is_passed_on_without_a_wait()
    {
        var attempt = Run(new ErrorPolicy(), _ => 42);

        Assert.That(attempt.IsCompletedSuccessfully);
        Assert.That(await attempt, Is.EqualTo(new Attempt<int>(false, 42)));
        Assert.That(_counts.TotalFailures, Is.Zero);
    }

    [Test]
    public async Task Error_fails_the_task_when_nothing_is_tolerated_and_is_reported_all_the_same()
    {
        var error = new DataException("bad");

        await Assert.ThatAsync(async () => await Run(new ErrorPolicy(), _ => throw error),
            Throws.TypeOf<ConnectException>().With.Message.StartsWith(
                "Tolerance exceeded in error handler: TRANSFORMATION with class 'X' cannot process the record for topic 't'").And.InnerException.SameAs(
                    error));
        Assert.That(_reporter.Reports.Single().Source, Is.SameAs(Record));
        Assert.That(_counts.TotalSkipped, Is.Zero);
    }

    [Test]
    public async Task Tolerated_error_skips_the_record()
    {
        var attempt = await Run(new ErrorPolicy { Tolerance = ErrorTolerance.All }, _ => throw new InvalidOperationException("bad"));

        Assert.That(attempt.IsSkipped);
        Assert.That((_counts.TotalErrors, _counts.TotalSkipped, _counts.TotalFailures), Is.EqualTo((1L, 1L, 1L)));
    }

    /// <summary>Kafka Connect skips the record here, in silence.</summary>
    [Test]
    public async Task Exhausted_retries_fail_the_task_when_nothing_is_tolerated() =>
        await Assert.ThatAsync(
            async () => await Run(new ErrorPolicy(), _ => throw new RetriableConnectException("busy")), Throws.TypeOf<ConnectException>());

    [Test]
    [CancelAfter(30_000)]
    public async Task Retriable_error_is_tried_again_until_it_succeeds(CancellationToken cancellationToken)
    {
        var attempt =
            Run(new ErrorPolicy { RetryTimeout = TimeSpan.FromSeconds(10) }, n => n < 3
                ? throw new RetriableConnectException("busy") : n, CancellationToken.None).AsTask();

        await AdvanceUntilAsync(attempt, cancellationToken);
        Assert.That((await attempt).Value, Is.EqualTo(3));
        Assert.That(_counts.TotalRetries, Is.EqualTo(2));
        Assert.That(_time.GetUtcNow() - _time.Start, Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(900)), "300 ms, then 600 ms");
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Retries_end_when_the_time_is_over(CancellationToken cancellationToken)
    {
        var attempt =
            Run(new ErrorPolicy { RetryTimeout = TimeSpan.FromSeconds(2), Tolerance = ErrorTolerance.All }, _ =>
                throw new RetriableConnectException("busy"), CancellationToken.None).AsTask();

        await AdvanceUntilAsync(attempt, cancellationToken);
        Assert.That((await attempt).IsSkipped);
        Assert.That(_time.GetUtcNow() - _time.Start, Is.EqualTo(TimeSpan.FromSeconds(2)).Within(TimeSpan.FromMilliseconds(200)));
        Assert.That(_attempts, Is.EqualTo(4), "at 0, 0.3, 0.9 and 2 s");
    }

    [Test]
    public async Task Other_errors_are_not_tried_again()
    {
        await Run(new ErrorPolicy { RetryTimeout = Timeout.InfiniteTimeSpan, Tolerance = ErrorTolerance.All }, _ => throw new DataException("bad"));

        Assert.That(_attempts, Is.EqualTo(1));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Task_that_is_given_up_does_not_wait_for_the_next_attempt(CancellationToken cancellationToken)
    {
        using var cancelled = new CancellationTokenSource();
        var attempt =
            Run(new ErrorPolicy { RetryTimeout = Timeout.InfiniteTimeSpan }, _ => throw new RetriableConnectException("busy"), cancelled.Token)
                .AsTask();
        await cancelled.CancelAsync();

        await Assert.ThatAsync(() => attempt.WaitAsync(cancellationToken), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_reporter.Reports, Is.Empty, "the record was not skipped: it is read again");
    }

    private ValueTask<Attempt<int>> Run(ErrorPolicy policy, Func<int, int> step, CancellationToken cancellationToken = default)
    {
        var context = new ProcessingContext(new ConnectorTaskId("c", 0));
        context.MoveTo(Record);
        var retry = new RetryWithTolerance(
            policy, context, new ErrorReports([_reporter]), _counts, _time, new TestLoggerFactory().LoggerFor<RetryWithTolerance>());
        return retry.ExecuteAsync(Stage.Transformation, "X", step, (run, _) => ValueTask.FromResult(run(++_attempts)), cancellationToken);
    }

    private async Task AdvanceUntilAsync(Task task, CancellationToken cancellationToken)
    {
        while (!task.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_time.Waits.TryDequeue(out var wait))
                _time.Advance(wait);
            await Task.Yield();
        }
    }

    /// <summary>Moves on by what somebody waits for, and only when somebody waits.</summary>
    private sealed class SteppingTime : FakeTimeProvider
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero)
                Waits.Enqueue(dueTime);
            return timer;
        }
    }
}
