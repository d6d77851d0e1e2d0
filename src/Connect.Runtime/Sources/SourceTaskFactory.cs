using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Creates source tasks.</summary>
internal sealed class SourceTaskFactory(EngineServices engine, PipelineFactory pipelines)
{
    private readonly TransactionalDeliveryFactory _transactional = new(engine);

    /// <summary>Creates the loop of a task.</summary>
    /// <param name="launch">The task.</param>
    /// <param name="control">The task's control.</param>
    /// <param name="onStateChanged">Called when the task starts running or pauses.</param>
    /// <exception cref="ConfigException">The configuration is invalid.</exception>
    public Task<ITaskLoop> CreateAsync(TaskLaunch launch, TaskControl control, Action<TaskState> onStateChanged) =>
        Resources.MakeAsync<ITaskLoop>(parts => Create(launch, control, onStateChanged, parts));

    private WorkerSourceTask Create(TaskLaunch launch, TaskControl control, Action<TaskState> onStateChanged, List<object> made)
    {
        var (id, plan) = (launch.Id, launch.Plan);
        var task = ((ISourceTask)ActivatorUtilities.CreateInstance(engine.Services, launch.TaskType)).AddTo(made);
        var errors = TaskErrorHandling.Create(launch, engine, control, made);
        var converters = pipelines.CreateConverters(plan).AddTo(made);
        var transforms = pipelines.CreateTransforms(plan, errors.Retry).AddTo(made);
        var measures = engine.MeasuresOf(id).AddTo(made);
        control.WhenCancelled(measures.Dispose);
        var stats = new SourceTaskStats(measures);
        var reader = new OffsetReader(engine.OffsetsOf(id.Connector, plan.Properties));
        var listener = task as IRecordCommitListener;
        (ISourceDelivery delivery, ITransactionContext? transactions) = engine.ExactlyOnce is { } exactlyOnce
            ? _transactional.Create(launch, exactlyOnce, control, listener, errors, measures, made)
            : (CreateDelivery(launch, control, listener, errors, measures, made), null);
        var refusals = engine.Troubles.Of(id, TaskTroubleKind.RetriesRepeated);
        control.WhenCancelled(refusals.Close);
        var pace = engine.PaceOf(launch, control, measures)?.AddTo(made);
        var parts = new SourceTaskParts(
            id,
            new PluginSourceTask(task, engine.PluginThreads, control.Calls),
            engine.PluginThreads,
            new WorkerSourceTaskContext(
                id, launch.TaskProperties, reader, transactions,
                AddedDefinition.Parse(plan.Properties, engine.Settings.Properties).GetBoolean(AddedKeys.RunToEnd)),
            reader,
            new SourceRecordEncoder(transforms, converters, errors.Retry, errors.Context),
            CreateTopics(id, plan, made),
            delivery,
            [measures, converters, transforms, .. errors.Reporters, .. pace is null ? Array.Empty<object>() : [pace], task])
        {
            Pace = pace,
            Generation = launch.Generation,
            Refusals = refusals,
        };
        measures.ShowParts(launch, task.Version, converters, transforms, engine.Plugins);
        measures.ShowErrors(errors.Counts);
        measures.Observe(Instruments.SourcePolled, () => stats.Polled);
        measures.Observe(Instruments.SourceWritten, () => delivery.Written);
        measures.Observe(Instruments.SourceActive, () => delivery.Active);
        measures.Observe(Instruments.SourceAuditMismatches, () => delivery.Audit.Mismatches);
        measures.ObserveParts(Instruments.SourceAuditRecords, () => delivery.Audit.Now.Select(entry =>
            ((double)entry.Records, (KeyValuePair<string, object?>[])[new(AttributeNames.Outcome, entry.Outcome)])));
        return new WorkerSourceTask(parts, control, onStateChanged, stats, engine.Time, engine.Loggers.CreateLogger<WorkerSourceTask>());
    }

    private AtLeastOnceDelivery CreateDelivery(TaskLaunch launch, TaskControl control, IRecordCommitListener? listener, TaskErrorHandling errors,
        TaskMeasures measures, List<object> made)
    {
        var (id, loggers, settings) = (launch.Id, engine.Loggers, engine.Settings);
        var offsets = engine.OffsetsOf(id.Connector, launch.Plan.Properties);
        var answers = new SourceDeliveries(
            id, errors.Policy.Tolerance, listener, errors.Reports, errors.Counts, TransactionalDeliveryFactory.TopicsOf(engine, id, control),
                control.Interrupt, loggers.CreateLogger<SourceDeliveries>());
        var tracker = new SourceOffsetTracker<OutgoingRecord>(submitted => new OutgoingRecord(submitted, answers));
        var producer = engine.Clients.CreateProducer(
            engine.ClientConfigs.SourceProducer(id.Connector, id.Task, launch.Plan.Properties), listener is not null).AddTo(made);
        var committerLog = loggers.CreateLogger<SourceOffsetCommitter>();
        var committer = new SourceOffsetCommitter(
            id,
            tracker,
            new OffsetWriter(id, offsets, loggers.CreateLogger<OffsetWriter>(), control.Cancelled),
            new CommitSettings(settings.OffsetFlushInterval, settings.OffsetFlushTimeout),
            new CommitFailures(id, engine.Troubles.Of(id, TaskTroubleKind.OffsetsNotStored), engine.Time, committerLog),
            new CommitTimes(measures.Committed),
            engine.Time,
            committerLog);
        var watch = new DeliveryWatch(
            id,
            tracker,
            producer,
            () => CreateAdmin(id, launch.Plan),
            engine.Troubles.Of(id, TaskTroubleKind.TopicNotUsable),
            engine.Time,
            loggers.CreateLogger<DeliveryWatch>());
        var parts = new AtLeastOnceParts(id, producer, answers, tracker, offsets, committer, watch, settings.OffsetFlushTimeout);
        return new AtLeastOnceDelivery(parts, control, engine.Time, loggers.CreateLogger<AtLeastOnceDelivery>());
    }

    private TopicCreator? CreateTopics(ConnectorTaskId id, ConnectorPlan plan, List<object> made)
    {
        if (!engine.Settings.IsTopicCreationEnabled || !TopicCreationGroups.AreConfigured(plan.Properties))
            return null;
        var groups = TopicCreationGroups.Read(plan.Properties, engine.PluginClasses);
        return new TopicCreator(id, groups, CreateAdmin(id, plan), engine.Time, engine.Loggers.CreateLogger<TopicCreator>()).AddTo(made);
    }

    private IKafkaAdmin CreateAdmin(ConnectorTaskId id, ConnectorPlan plan) =>
        engine.Clients.CreateAdmin(engine.ClientConfigs.TaskAdmin(id.Connector, id.Task, plan.Properties));
}
