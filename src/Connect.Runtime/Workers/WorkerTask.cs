using Connect.Runtime.Errors;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>One running task: it has its own loop from start to end, whatever happens in it.</summary>
/// <remarks>
/// <para>1. A task that starts paused waits; nothing of the connector is called. 2. The loop is created and started: RUNNING. 3. It runs until it
/// must stop. 4. It is closed, also after a failure: it waits for outstanding records and commits offsets. A failure in 2 or 3 makes the task FAILED
/// immediately, with its trace; other tasks continue.</para>
/// <para>A task that does not end in time is abandoned by <see cref="Cancel"/>: its loop may still hang in the connector's code, but commits and
/// reports nothing.</para>
/// <para>The loop begins on the plugin threads and returns to them before it calls a plugin.</para>
/// </remarks>
internal sealed partial class WorkerTask : IDisposable
{
    private readonly Func<TaskControl, Action<TaskState>, Task<ITaskLoop>> _createLoop;
    private readonly ITaskStatusListener _listener;
    private readonly ILogger<WorkerTask> _logger;
    private readonly PluginThreads _threads;
    private readonly TaskStateMachine _machine = new();
    private readonly TaskControl _control;
    private readonly StallWatch? _stalls;
    private readonly Action<Exception>? _onFailed;
    private Task _flow = Task.CompletedTask;

    /// <summary>Creates the task; it does not start before <see cref="Start"/>.</summary>
    /// <param name="id">The task.</param>
    /// <param name="startsPaused">Whether it is to wait first.</param>
    /// <param name="createLoop">Makes what runs; may fail. It is handed the control and a way to tell running from paused.</param>
    /// <param name="listener">Told of each state.</param>
    /// <param name="threads">Where plugins run.</param>
    /// <param name="logger">Takes the log.</param>
    /// <param name="lease">Whether the worker may continue with its work; null for a worker that shares it with nobody.</param>
    /// <param name="stalls">Looks whether its calls return; null for nobody.</param>
    /// <param name="onFailed">Told why it has failed, after the listener, unless it is to stop anyway; null for nobody.</param>
    public WorkerTask(
        ConnectorTaskId id,
        bool startsPaused,
        Func<TaskControl, Action<TaskState>, Task<ITaskLoop>> createLoop,
        ITaskStatusListener listener,
        PluginThreads threads,
        ILogger<WorkerTask> logger,
        ILease? lease = null,
        StallWatch? stalls = null,
        Action<Exception>? onFailed = null)
    {
        Id = id;
        _stalls = stalls;
        _onFailed = onFailed;
        _control = new TaskControl(startsPaused, lease, stalls?.Watch(id)) { Finished = NotifyFinished };
        _createLoop = createLoop;
        _listener = listener;
        _threads = threads;
        _logger = logger;
    }

    /// <summary>The task.</summary>
    public ConnectorTaskId Id { get; }

    /// <summary>The version of its class; null until the instance exists.</summary>
    public string? Version { get; private set; }

    /// <summary>The current state.</summary>
    public TaskState State => _machine.State;

    /// <summary>Whether it makes no poll or put because the lease is not held, or because it has not started.</summary>
    public bool IsAtRest => _control.IsAtRest || _control.IsPaused;

    /// <summary>Whether it was asked to end.</summary>
    public bool IsStopping => _control.IsStopping;

    /// <summary>Completes when the task has ended; never faulted.</summary>
    public Task Completion => _flow;

    /// <summary>Starts the loop.</summary>
    public void Start() => _flow = _threads.StartAsync(RunAsync);

    /// <summary>Requests a pause.</summary>
    public void Pause() => _control.Pause();

    /// <summary>Requests to resume.</summary>
    public void Resume() => _control.Resume();

    /// <summary>Requests the end.</summary>
    public void Stop() => _control.Stop();

    /// <summary>Abandons the task.</summary>
    public void Cancel()
    {
        Log.Cancelled(_logger, Id);
        _machine.Abandon();
        _stalls?.Forget(_control.Calls);
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
                _control.Calls.Begin(TaskCall.Create);
                loop = await _createLoop(_control, Notify).ConfigureAwait(false);
                _control.Calls.End();
                Version = loop.Version;
                await loop.StartAsync().ConfigureAwait(false);
                Notify(TaskState.Running);
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

        _control.Calls.End();
        await _threads.EnterAsync();
        await CloseAsync(loop).ConfigureAwait(false);
        _stalls?.Forget(_control.Calls);
        Notify(TaskState.Unassigned);
    }

    private async Task WaitWhilePausedAsync()
    {
        while (true)
        {
            _control.Renew();
            if (!_control.IsPaused || _control.IsStopping)
                return;
            Notify(TaskState.Paused);
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
        if (!_machine.TryMoveTo(TaskState.Failed))
            return;
        _listener.OnTaskState(Id, TaskState.Failed, JavaTrace.Of(exception), Version);
        if (!_control.IsStopping)
            _onFailed?.Invoke(exception);
    }

    private void NotifyFinished(string? note)
    {
        if (_machine.State == TaskState.Running && !_control.IsStopping)
            _listener.OnTaskState(Id, TaskState.Running, note, Version);
    }

    private void Notify(TaskState state)
    {
        if (_machine.TryMoveTo(state))
            _listener.OnTaskState(Id, state, null, Version);
    }
}
