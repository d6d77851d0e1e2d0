using Connect.Runtime.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tasks;

/// <summary>The error handling of one task, as configured with its connector's <c>errors.*</c> settings.</summary>
/// <param name="Policy">The settings.</param>
/// <param name="Counts">The error counters.</param>
/// <param name="Context">The task's context.</param>
/// <param name="Reports">Tracks reports in progress.</param>
/// <param name="Retry">Retries and tolerates errors.</param>
/// <param name="Reporters">The reporters, released at the end.</param>
internal sealed record TaskErrorHandling(
    ErrorPolicy Policy, ErrorCounts Counts, ProcessingContext Context, ErrorReports Reports, RetryWithTolerance Retry,
    IReadOnlyList<IErrorReporter> Reporters)
{
    /// <summary>Creates the error handling.</summary>
    /// <param name="launch">The task.</param>
    /// <param name="engine">The worker's shared services.</param>
    /// <param name="control">The task's control.</param>
    /// <param name="parts">Receives the parts to release.</param>
    public static TaskErrorHandling Create(TaskLaunch launch, EngineServices engine, TaskControl control, List<object> parts)
    {
        var policy = launch.Plan.ErrorPolicy;
        var counts = new ErrorCounts(engine.Time);
        var context = new ProcessingContext(launch.Id);
        var reporters = new List<IErrorReporter>();
        if (policy.LogsErrors)
            reporters.Add(new LogErrorReporter(policy.LogsRecords, counts, engine.Loggers.CreateLogger<LogErrorReporter>()));
        if (policy.DeadLetterTopic is not null)
        {
            var producer = engine.Clients.CreateProducer(
                engine.ClientConfigs.DeadLetterProducer(launch.Id.Connector, launch.Id.Task, launch.Plan.Properties), wantsMetadata: false);
            var queue = new DeadLetterQueueReporter(policy, producer, counts, engine.Loggers.CreateLogger<DeadLetterQueueReporter>()).AddTo(parts);
            control.WhenCancelled(queue.Abandon);
            reporters.Add(queue);
        }

        if (policy.Tolerance == ErrorTolerance.All && reporters.Count == 0)
            reporters.Add(new LeftOutReporter(launch.Id, engine.Time, engine.Loggers.CreateLogger<LeftOutReporter>()).AddTo(parts));
        var reports = new ErrorReports(reporters);
        var trouble = engine.Troubles.Of(launch.Id, TaskTroubleKind.RecordRetried);
        control.WhenCancelled(trouble.Close);
        var retry = new RetryWithTolerance(
            policy, context, reports, counts, engine.Time, engine.Loggers.CreateLogger<RetryWithTolerance>())
        { ShowRetries = trouble.Show };
        return new TaskErrorHandling(policy, counts, context, reports, retry, reporters);
    }
}
