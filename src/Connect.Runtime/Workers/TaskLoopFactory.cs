using Connect.Connectors;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Sinks;
using Connect.Runtime.Sources;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Workers;

/// <summary>Makes the loops of tasks.</summary>
internal sealed class TaskLoopFactory
{
    private readonly EngineServices _engine;
    private readonly SourceTaskFactory _sources;
    private readonly SinkTaskFactory _sinks;

    /// <summary>Makes the loops of one worker's tasks.</summary>
    /// <param name="engine">What the worker's parts share.</param>
    public TaskLoopFactory(EngineServices engine)
    {
        _engine = engine;
        var pipelines = new PipelineFactory(engine.Plugins, engine.Settings.Properties);
        _sources = new SourceTaskFactory(engine, pipelines);
        _sinks = new SinkTaskFactory(engine, pipelines);
    }

    /// <summary>Makes a loop; called in the task's own flow.</summary>
    /// <param name="id">The task.</param>
    /// <param name="planning">The plan of its connector's configuration.</param>
    /// <param name="config">Its own configuration, variables unresolved.</param>
    /// <param name="control">What it is to do.</param>
    /// <param name="onStateChanged">Told whether it runs or is paused.</param>
    /// <exception cref="Exception">The task fails.</exception>
    public async Task<ITaskLoop> CreateAsync(
        ConnectorTaskId id, Task<ConnectorPlan> planning, TaskConfig config, TaskControl control, Action<TaskState> onStateChanged)
    {
        var plan = await planning.WaitAsync(control.Stopping).ConfigureAwait(false);
        var properties = await plan.ResolveAsync(config, _engine.Variables, control.Stopping).ConfigureAwait(false);
        await _engine.PluginThreads.EnterAsync();
        var launch = new TaskLaunch(id, plan, properties, plan.TaskType);
        return await (plan.Type == ConnectorType.Source
            ? _sources.CreateAsync(launch, control, onStateChanged)
            : _sinks.CreateAsync(launch, control, onStateChanged)).ConfigureAwait(false);
    }
}
