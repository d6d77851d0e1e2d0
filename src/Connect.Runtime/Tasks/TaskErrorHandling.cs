using Connect.Runtime.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tasks;

/// <summary>The error handling of one task, put together as its connector's <c>errors.*</c> say.</summary>
/// <param name="Policy">What the connector wants.</param>
/// <param name="Counts">Counts.</param>
/// <param name="Context">Where the task is.</param>
/// <param name="Reports">Reports.</param>
/// <param name="Retry">Repeats and tolerates.</param>
/// <param name="Reporters">The reporters, to be released at the end.</param>
internal sealed record TaskErrorHandling(
    ErrorPolicy Policy, ErrorCounts Counts, ProcessingContext Context, ErrorReports Reports, RetryWithTolerance Retry, IReadOnlyList<IErrorReporter> Reporters)
{
    /// <summary>Puts it together.</summary>
    /// <param name="launch">The task.</param>
    /// <param name="engine">What the worker's parts share.</param>
    /// <param name="parts">Takes what has to be released.</param>
    public static TaskErrorHandling Create(TaskLaunch launch, EngineServices engine, List<object> parts)
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
            reporters.Add(new DeadLetterQueueReporter(policy, producer, counts, engine.Loggers.CreateLogger<DeadLetterQueueReporter>()).AddTo(parts));
        }

        if (policy.Tolerance == ErrorTolerance.All && reporters.Count == 0)
            reporters.Add(new LeftOutReporter(launch.Id, engine.Time, engine.Loggers.CreateLogger<LeftOutReporter>()).AddTo(parts));
        var reports = new ErrorReports(reporters);
        var retry = new RetryWithTolerance(policy, context, reports, counts, engine.Time, engine.Loggers.CreateLogger<RetryWithTolerance>());
        return new TaskErrorHandling(policy, counts, context, reports, retry, reporters);
    }
}
