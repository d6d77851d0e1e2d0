using Connect.Connectors;
using Connect.JavaCompatibility.Patterns;
using Connect.Runtime.Configuration;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>Puts sink tasks together.</summary>
internal sealed class SinkTaskFactory(EngineServices engine, PipelineFactory pipelines)
{
    /// <summary>Makes the loop of a task.</summary>
    /// <param name="launch">The task.</param>
    /// <param name="control">What it is to do.</param>
    /// <param name="tell">Told whether it runs or is paused.</param>
    /// <exception cref="ConfigException">Its configuration is not valid.</exception>
    public Task<ITaskLoop> CreateAsync(TaskLaunch launch, TaskControl control, Action<TaskState> tell) =>
        Resources.MakeAsync<ITaskLoop>(parts => Create(launch, control, tell, parts));

    private WorkerSinkTask Create(TaskLaunch launch, TaskControl control, Action<TaskState> tell, List<object> made)
    {
        var settings = engine.Settings;
        var (id, plan) = (launch.Id, launch.Plan);
        SinkTopics.EnsureValid(plan.Properties);
        var task = ((ISinkTask)ActivatorUtilities.CreateInstance(engine.Services, launch.TaskType)).AddTo(made);
        var errors = TaskErrorHandling.Create(launch, engine, made);
        var converters = pipelines.CreateConverters(plan).AddTo(made);
        var transforms = pipelines.CreateTransforms(plan, errors.Retry).AddTo(made);
        var tracker = new SinkOffsetTracker();
        var errants = errors.Reporters.Count == 0 ? null : new ErrantRecordReporter(id, errors.Policy.Tolerance, converters, errors.Reports, errors.Counts);
        ITopicTracker topics = settings.IsTopicTrackingEnabled ? new ActiveTopicTracker(id, engine.Statuses, engine.Time, control.Cancelled) : NoTopicTracker.Instance;
        errors.Reports.Failed += control.Interrupt;
        var consumer = engine.Clients.CreateSinkConsumer(engine.ClientConfigs.SinkConsumer(id.Connector, id.Task, plan.Properties), SelectionOf(plan.Properties)).AddTo(made);
        control.WhenCancelled(consumer.Abandon);
        var parts = new SinkTaskParts(
            id,
            new PluginSinkTask(task, engine.PluginThreads),
            new WorkerSinkTaskContext(id, launch.TaskProperties, errants, tracker, control.Interrupt),
            consumer,
            tracker,
            new SinkRecordDecoder(transforms, converters, errors.Retry, errors.Context, topics, keepsOrigin: errants is not null),
            errors.Reports,
            errants,
            engine.PluginThreads,
            cancellationToken => PrepareAsync(id, plan, errors.Policy, cancellationToken),
            [.. errors.Reporters, converters, transforms, .. errants is null ? Array.Empty<object>() : [errants], task]);
        var stats = new SinkTaskStats();
        var committer = new SinkOffsetCommitter(
            parts, stats, new CommitTimes(), settings.OffsetFlushInterval, settings.OffsetFlushTimeout, engine.Time, engine.Loggers.CreateLogger<SinkOffsetCommitter>());
        return new WorkerSinkTask(parts, committer, control, tell, stats, engine.Time, engine.Loggers.CreateLogger<WorkerSinkTask>());
    }

    private static TopicSelection SelectionOf(IReadOnlyDictionary<string, string?> config) =>
        SinkTopics.HasTopics(config)
            ? TopicSelection.Of(SinkTopics.ParseTopics(config))
            : TopicSelection.Matching(new JavaRegex(config[ConnectorKeys.TopicsRegex]!.Trim()));

    private async Task PrepareAsync(ConnectorTaskId id, ConnectorPlan plan, ErrorPolicy policy, CancellationToken cancellationToken)
    {
        if (policy.DeadLetterTopic is null)
            return;
        var admin = engine.Clients.CreateAdmin(engine.ClientConfigs.DeadLetterAdmin(id.Connector, id.Task, plan.Properties));
        await using (admin.ConfigureAwait(false))
            await DeadLetterQueueReporter.EnsureTopicAsync(policy, admin, cancellationToken).ConfigureAwait(false);
    }
}
