using System.Globalization;
using Connect.Connectors;
using Connect.JavaCompatibility.Patterns;
using Connect.Runtime.Configuration;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>Creates sink tasks.</summary>
internal sealed class SinkTaskFactory(EngineServices engine, PipelineFactory pipelines)
{
    private const string MaxPollRecords = "max.poll.records";

    /// <summary>Creates the loop of a task.</summary>
    /// <param name="launch">The task.</param>
    /// <param name="control">The task's control.</param>
    /// <param name="onStateChanged">Called when the task starts running or pauses.</param>
    /// <exception cref="ConfigException">The configuration is invalid.</exception>
    public Task<ITaskLoop> CreateAsync(TaskLaunch launch, TaskControl control, Action<TaskState> onStateChanged) =>
        Resources.MakeAsync<ITaskLoop>(parts => Create(launch, control, onStateChanged, parts));

    private WorkerSinkTask Create(TaskLaunch launch, TaskControl control, Action<TaskState> onStateChanged, List<object> made)
    {
        var settings = engine.Settings;
        var (id, plan) = (launch.Id, launch.Plan);
        SinkTopics.EnsureValid(plan.Properties);
        var task = ((ISinkTask)ActivatorUtilities.CreateInstance(engine.Services, launch.TaskType)).AddTo(made);
        var errors = TaskErrorHandling.Create(launch, engine, control, made);
        var converters = pipelines.CreateConverters(plan).AddTo(made);
        var transforms = pipelines.CreateTransforms(plan, errors.Retry).AddTo(made);
        var tracker = new SinkOffsetTracker();
        var errants = errors.Reporters.Count == 0
            ? null : new ErrantRecordReporter(id, errors.Policy.Tolerance, converters, errors.Reports, errors.Counts);
        ITopicTracker topics = settings.IsTopicTrackingEnabled
            ? new ActiveTopicTracker(id, engine.Statuses, engine.Time, control.Cancelled) : NoTopicTracker.Instance;
        errors.Reports.Failed += control.Interrupt;
        var added = AddedDefinition.Parse(plan.Properties, settings.Properties);
        var client = LimitBatches(
            engine.ClientConfigs.SinkConsumer(id.Connector, id.Task, plan.Properties) with { NotesEnds = added.GetBoolean(AddedKeys.RunToEnd) },
            added.GetInt64(AddedKeys.RateLimitRecords));
        var selection = SelectionOf(plan.Properties);
        var consumer = engine.Clients.CreateSinkConsumer(client, selection).AddTo(made);
        var watch = CreateWatch(launch, client.GroupId ?? "", selection, tracker, consumer).AddTo(made);
        control.WhenCancelled(watch.Abandon);
        control.WhenCancelled(consumer.Abandon);
        var measures = engine.MeasuresOf(id).AddTo(made);
        control.WhenCancelled(measures.Dispose);
        var pace = engine.PaceOf(launch, control, measures)?.AddTo(made);
        var parts = new SinkTaskParts(
            id,
            new PluginSinkTask(task, engine.PluginThreads, control.Calls),
            new WorkerSinkTaskContext(id, launch.TaskProperties, errants, tracker, control.Interrupt),
            consumer,
            tracker,
            new SinkRecordDecoder(transforms, converters, errors.Retry, errors.Context, topics, keepsOrigin: errants is not null),
            errors.Reports,
            errants,
            engine.PluginThreads,
            cancellationToken => PrepareAsync(id, plan, errors.Policy, cancellationToken),
            [watch, measures, .. errors.Reporters, converters, transforms, .. errants is null ? Array.Empty<object>() : [errants],
                .. pace is null ? Array.Empty<object>() : [pace], task])
        {
            Watch = watch,
            IsolatesPuts = added.GetBoolean(AddedKeys.PutIsolate),
            Pace = pace,
            Ends = client.NotesEnds
                ? new SinkEnds(id, launch.Generation, selection.Names, consumer, tracker, () => CreateAdmin(launch), engine.Time) : null,
            Refusals = TroubleOf(id, TaskTroubleKind.RetriesRepeated, control),
            CommitFailures = TroubleOf(id, TaskTroubleKind.OffsetsNotCommitted, control),
        };
        var stats = new SinkTaskStats(measures);
        measures.ShowParts(launch, task.Version, converters, transforms, engine.Plugins);
        measures.ShowErrors(errors.Counts);
        Show(measures, stats, tracker, consumer);
        Show(measures, parts.Audit);
        var committer = new SinkOffsetCommitter(
            parts, stats, new CommitTimes(measures.Committed), settings.OffsetFlushInterval, settings.OffsetFlushTimeout, engine.Time,
            engine.Loggers.CreateLogger<SinkOffsetCommitter>());
        return new WorkerSinkTask(parts, committer, control, onStateChanged, stats, engine.Time, engine.Loggers.CreateLogger<WorkerSinkTask>());
    }

    /// <summary>A batch has at most the records of one second, so that a slow limit makes short waits.</summary>
    private static ClientConfig LimitBatches(ClientConfig client, long recordsPerSecond) =>
        recordsPerSecond == 0
            || recordsPerSecond >= (long.TryParse(client.Get(MaxPollRecords), CultureInfo.InvariantCulture, out var most) ? most : 500)
            ? client
            : client with
            {
                Entries = new Dictionary<string, string?>(client.Entries, StringComparer.Ordinal)
                {
                    [MaxPollRecords] = recordsPerSecond.ToString(CultureInfo.InvariantCulture),
                },
            };

    private TopicWatch CreateWatch(TaskLaunch launch, string group, TopicSelection selection, SinkOffsetTracker tracker, ISinkConsumer consumer) =>
        new(
        launch.Id,
        group,
        selection,
        tracker,
        consumer,
        () => CreateAdmin(launch),
        engine.Troubles.Of(launch.Id, TaskTroubleKind.TopicNotUsable),
        engine.Troubles.Of(launch.Id, TaskTroubleKind.NoPartitions),
        engine.Time,
        engine.Loggers.CreateLogger<TopicWatch>());

    private IKafkaAdmin CreateAdmin(TaskLaunch launch) =>
        engine.Clients.CreateAdmin(engine.ClientConfigs.SinkAdmin(launch.Id.Connector, launch.Id.Task, launch.Plan.Properties));

    private TaskTrouble TroubleOf(ConnectorTaskId id, TaskTroubleKind kind, TaskControl control)
    {
        var trouble = engine.Troubles.Of(id, kind);
        control.WhenCancelled(trouble.Close);
        return trouble;
    }

    private static void Show(TaskMeasures measures, SinkTaskStats stats, SinkOffsetTracker tracker, ISinkConsumer consumer)
    {
        measures.Observe(Instruments.SinkRead, () => stats.Read);
        measures.Observe(Instruments.SinkSent, () => stats.Sent);
        measures.Observe(Instruments.SinkActive, () => stats.Active);
        measures.Observe(Instruments.SinkPartitions, () => stats.Partitions);
        measures.Observe(Instruments.CommitNumber, () => stats.CommitNumber);
        measures.Observe(Instruments.CommitsCompleted, () => stats.CommitsCompleted);
        measures.Observe(Instruments.CommitsSkipped, () => stats.CommitsSkipped);
        measures.ObserveParts(Instruments.SinkLag, () => tracker.TakenNow
            .Select(taken => (taken.Partition, Lag: consumer.FindEnd(taken.Partition) - taken.Offset))
            .Where(entry => entry.Lag is not null)
            .Select(entry => ((double)Math.Max(0, entry.Lag!.Value), LagTags(entry.Partition))));
    }

    private static void Show(TaskMeasures measures, SinkAudit audit)
    {
        measures.Observe(Instruments.AuditMismatches, () => audit.Mismatches);
        measures.ObserveParts(Instruments.SinkPartitionRecords, () => audit.Now.Select(entry =>
            ((double)entry.Records, (KeyValuePair<string, object?>[])[.. LagTags(entry.Partition), new(AttributeNames.Outcome, entry.Outcome)])));
    }

    private static KeyValuePair<string, object?>[] LagTags(TopicPartition partition) =>
        [new(AttributeNames.Topic, partition.Topic), new(AttributeNames.Partition, partition.Partition)];

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
