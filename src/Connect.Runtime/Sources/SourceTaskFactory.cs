using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Puts source tasks together.</summary>
internal sealed class SourceTaskFactory(EngineServices engine, PipelineFactory pipelines)
{
    /// <summary>Makes the loop of a task.</summary>
    /// <param name="launch">The task.</param>
    /// <param name="control">What it is to do.</param>
    /// <param name="tell">Told whether it runs or is paused.</param>
    /// <exception cref="ConfigException">Its configuration is not valid.</exception>
    public Task<ITaskLoop> CreateAsync(TaskLaunch launch, TaskControl control, Action<TaskState> tell) =>
        Resources.MakeAsync<ITaskLoop>(parts => Create(launch, control, tell, parts));

    private WorkerSourceTask Create(TaskLaunch launch, TaskControl control, Action<TaskState> tell, List<object> made)
    {
        var (id, plan) = (launch.Id, launch.Plan);
        var task = ((ISourceTask)ActivatorUtilities.CreateInstance(engine.Services, launch.TaskType)).AddTo(made);
        var errors = TaskErrorHandling.Create(launch, engine, made);
        var converters = pipelines.CreateConverters(plan).AddTo(made);
        var transforms = pipelines.CreateTransforms(plan, errors.Retry).AddTo(made);
        var offsets = engine.OffsetsOf(id.Connector, plan.Properties);
        var reader = new OffsetReader(offsets);
        var parts = new SourceTaskParts(
            id,
            new PluginSourceTask(task, engine.PluginThreads),
            engine.PluginThreads,
            new WorkerSourceTaskContext(id, launch.TaskProperties, reader),
            reader,
            new SourceRecordEncoder(transforms, converters, errors.Retry, errors.Context),
            CreateTopics(id, plan, made),
            CreateDelivery(launch, control, task as IRecordCommitListener, errors, offsets, made),
            [converters, transforms, .. errors.Reporters, task]);
        return new WorkerSourceTask(parts, control, tell, new SourceTaskStats(), engine.Time, engine.Loggers.CreateLogger<WorkerSourceTask>());
    }

    private AtLeastOnceDelivery CreateDelivery(
        TaskLaunch launch, TaskControl control, IRecordCommitListener? listener, TaskErrorHandling errors, ConnectorOffsets offsets, List<object> made)
    {
        var (id, loggers, settings) = (launch.Id, engine.Loggers, engine.Settings);
        ITopicTracker topics = settings.IsTopicTrackingEnabled ? new ActiveTopicTracker(id, engine.Statuses, engine.Time, control.Cancelled) : NoTopicTracker.Instance;
        var answers = new SourceDeliveries(
            id, errors.Policy.Tolerance, listener, errors.Reports, errors.Counts, topics, control.Interrupt, loggers.CreateLogger<SourceDeliveries>());
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
            new CommitTimes(),
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

    private IKafkaAdmin CreateAdmin(ConnectorTaskId id, ConnectorPlan plan) => engine.Clients.CreateAdmin(engine.ClientConfigs.TaskAdmin(id.Connector, id.Task, plan.Properties));
}
