using Connect.Connectors;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Sinks;
using Connect.Runtime.Sources;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Workers;

/// <summary>Creates the loops of tasks.</summary>
internal sealed class TaskLoopFactory
{
    private readonly EngineServices _engine;
    private readonly SourceTaskFactory _sources;
    private readonly SinkTaskFactory _sinks;

    /// <summary>Creates the loops of one worker's tasks.</summary>
    /// <param name="engine">The worker's shared services.</param>
    public TaskLoopFactory(EngineServices engine)
    {
        _engine = engine;
        var pipelines = new PipelineFactory(engine.Plugins, engine.Settings.Properties);
        _sources = new SourceTaskFactory(engine, pipelines);
        _sinks = new SinkTaskFactory(engine, pipelines);
    }

    /// <summary>Creates a loop; called on the task's thread.</summary>
    /// <param name="id">The task.</param>
    /// <param name="planning">The plan of its connector's configuration.</param>
    /// <param name="config">Its own configuration, with unresolved variables.</param>
    /// <param name="generation">The generation of that.</param>
    /// <param name="taskCount">The number of the connector's tasks, on all workers.</param>
    /// <param name="control">What it is to do.</param>
    /// <param name="onStateChanged">Told whether it runs or is paused.</param>
    /// <exception cref="Exception">The task fails.</exception>
    public async Task<ITaskLoop> CreateAsync(
        ConnectorTaskId id, Task<ConnectorPlan> planning, TaskConfig config, long generation, int taskCount, TaskControl control,
        Action<TaskState> onStateChanged)
    {
        var plan = await planning.WaitAsync(control.Stopping).ConfigureAwait(false);
        var properties = await plan.ResolveAsync(config, _engine.Variables, control.Stopping).ConfigureAwait(false);
        await _engine.PluginThreads.EnterAsync();
        var launch = new TaskLaunch(id, plan, properties, plan.TaskType, generation) { TaskCount = taskCount };
        return await (plan.Type == ConnectorType.Source
            ? _sources.CreateAsync(launch, control, onStateChanged)
            : _sinks.CreateAsync(launch, control, onStateChanged)).ConfigureAwait(false);
    }
}
