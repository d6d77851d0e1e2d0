using Connect.Connectors;
using Connect.Runtime.Configuration;
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
        var settings = engine.Settings;
        var (id, plan) = (launch.Id, launch.Plan);
        var task = ((ISourceTask)ActivatorUtilities.CreateInstance(engine.Services, launch.TaskType)).AddTo(made);
        var errors = TaskErrorHandling.Create(launch, engine, made);
        var converters = pipelines.CreateConverters(plan).AddTo(made);
        var transforms = pipelines.CreateTransforms(plan, errors.Retry).AddTo(made);
        var offsets = engine.OffsetsOf(id.Connector);
        var reader = new OffsetReader(offsets);
        var deliveries = new SourceDeliveries(
            id, errors.Policy.Tolerance, task as IRecordCommitListener, errors.Reports, errors.Counts, TrackerOf(id), control.Interrupt, engine.Loggers.CreateLogger<SourceDeliveries>());
        var tracker = new SourceOffsetTracker<OutgoingRecord>(() => new OutgoingRecord(deliveries));
        var times = new CommitTimes();
        var committer = new SourceOffsetCommitter(
            id,
            tracker,
            new OffsetWriter(id, offsets, engine.Loggers.CreateLogger<OffsetWriter>()),
            settings.OffsetFlushInterval,
            settings.OffsetFlushTimeout,
            times,
            engine.Time,
            engine.Loggers.CreateLogger<SourceOffsetCommitter>());
        var parts = new SourceTaskParts(
            id,
            task,
            new WorkerSourceTaskContext(id, launch.TaskProperties, reader),
            reader,
            offsets,
            new SourceRecordEncoder(transforms, converters, errors.Retry, errors.Context),
            engine.Clients.CreateProducer(engine.ClientConfigs.SourceProducer(id.Connector, id.Task, plan.Properties), task is IRecordCommitListener).AddTo(made),
            CreateTopics(id, plan),
            deliveries,
            tracker,
            committer,
            [converters, transforms, .. errors.Reporters, task]);
        return new WorkerSourceTask(
            parts, control, tell, new SourceTaskStats(), settings.OffsetFlushTimeout, engine.Time, engine.Loggers.CreateLogger<WorkerSourceTask>());
    }

    private ITopicTracker TrackerOf(ConnectorTaskId id) =>
        engine.Settings.IsTopicTrackingEnabled ? new ActiveTopicTracker(id, engine.Statuses, engine.Time) : NoTopicTracker.Instance;

    private TopicCreator? CreateTopics(ConnectorTaskId id, ConnectorPlan plan)
    {
        if (!engine.Settings.IsTopicCreationEnabled || !TopicCreationGroups.AreConfigured(plan.Properties))
            return null;
        var groups = TopicCreationGroups.Read(plan.Properties, engine.PluginClasses);
        var admin = engine.Clients.CreateAdmin(engine.ClientConfigs.TaskAdmin(id.Connector, id.Task, plan.Properties));
        return new TopicCreator(groups, admin, engine.Loggers.CreateLogger<TopicCreator>());
    }
}
