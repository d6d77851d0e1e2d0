using Connect.Runtime.Errors;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>One running task: a flow of its own from start to end, whatever happens in it.</summary>
/// <remarks>
/// <para>1. While the task is to be paused from the beginning, it waits, and nothing of the connector's is called. 2. The loop is made and started: RUNNING.
/// 3. It runs until it is to stop. 4. It is closed, also after a failure: outstanding records are waited for, offsets committed.
/// A failure of 2 or 3 makes the task FAILED at once, with its trace; others go on.</para>
/// <para>A task that does not end in time is given up by <see cref="Cancel"/>: its flow may linger in the connector's code, but commits and tells nothing any more.</para>
/// <para>The flow begins on the plugins' threads; a loop returns to them before it calls a plugin.</para>
/// </remarks>
internal sealed partial class WorkerTask : IDisposable
{
    private readonly Func<TaskControl, Action<TaskState>, Task<ITaskLoop>> _createLoop;
    private readonly ITaskStatusListener _listener;
    private readonly ILogger<WorkerTask> _logger;
    private readonly PluginThreads _threads;
    private readonly TaskStateMachine _machine = new();
    private readonly TaskControl _control;
    private Task _flow = Task.CompletedTask;

    /// <summary>Describes the task; it does not start before <see cref="Start"/>.</summary>
    /// <param name="id">The task.</param>
    /// <param name="startsPaused">Whether it is to wait first.</param>
    /// <param name="createLoop">Makes what runs; may fail. It is handed the control and a way to tell running from paused.</param>
    /// <param name="listener">Told of each state.</param>
    /// <param name="threads">Where plugins run.</param>
    /// <param name="logger">Takes the log.</param>
    public WorkerTask(
        ConnectorTaskId id,
        bool startsPaused,
        Func<TaskControl, Action<TaskState>, Task<ITaskLoop>> createLoop,
        ITaskStatusListener listener,
        PluginThreads threads,
        ILogger<WorkerTask> logger)
    {
        Id = id;
        _control = new TaskControl(startsPaused);
        _createLoop = createLoop;
        _listener = listener;
        _threads = threads;
        _logger = logger;
    }

    /// <summary>The task.</summary>
    public ConnectorTaskId Id { get; }

    /// <summary>The version of its class; null while it was not made.</summary>
    public string? Version { get; private set; }

    /// <summary>What it does.</summary>
    public TaskState State => _machine.State;

    /// <summary>Completes when the task has ended; never faulted.</summary>
    public Task Completion => _flow;

    /// <summary>Starts the flow.</summary>
    public void Start() => _flow = _threads.StartAsync(RunAsync);

    /// <summary>Asks to pause.</summary>
    public void Pause() => _control.Pause();

    /// <summary>Asks to go on.</summary>
    public void Resume() => _control.Resume();

    /// <summary>Asks to end.</summary>
    public void Stop() => _control.Stop();

    /// <summary>Gives the task up.</summary>
    public void Cancel()
    {
        Log.Cancelled(_logger, Id);
        _machine.Abandon();
        _control.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose() => _control.Dispose();

    private async Task RunAsync()
    {
        using var scope = _logger.BeginScope(LogScope.OfTask(Id));
        ITaskLoop? loop = null;
        try
        {
            await WaitWhilePausedAsync().ConfigureAwait(false);
            if (!_control.IsStopping)
            {
                loop = await _createLoop(_control, Tell).ConfigureAwait(false);
                Version = loop.Version;
                await loop.StartAsync().ConfigureAwait(false);
                Tell(TaskState.Running);
                await loop.RunAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_control.IsStopping)
        {
            Log.StoppedEarly(_logger, Id);
        }
        catch (Exception e)
        {
            Fail(e);
        }

        await _threads.EnterAsync();
        await CloseAsync(loop).ConfigureAwait(false);
        Tell(TaskState.Unassigned);
    }

    private async Task WaitWhilePausedAsync()
    {
        while (true)
        {
            _control.Renew();
            if (!_control.IsPaused || _control.IsStopping)
                return;
            Tell(TaskState.Paused);
            await _control.WaitForChangeAsync().ConfigureAwait(false);
            await _threads.EnterAsync();
        }
    }

    private async Task CloseAsync(ITaskLoop? loop)
    {
        if (loop is null)
            return;
        try
        {
            await loop.CloseAsync(_machine.State == TaskState.Failed).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_control.IsCancelled)
        {
            Log.StoppedEarly(_logger, Id);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Fail(Exception exception)
    {
        if (_control.IsCancelled)
        {
            Log.FailedAfterCancel(_logger, Id, exception);
            return;
        }

        Log.Failed(_logger, Id, exception);
        if (_machine.TryMoveTo(TaskState.Failed))
            _listener.OnTaskState(Id, TaskState.Failed, JavaTrace.Of(exception), Version);
    }

    private void Tell(TaskState state)
    {
        if (_machine.TryMoveTo(state))
            _listener.OnTaskState(Id, state, null, Version);
    }
}
