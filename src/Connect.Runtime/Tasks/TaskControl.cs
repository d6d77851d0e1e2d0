using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tasks;

/// <summary>Tells a running task what to do: its owner sets it, its loop observes it.</summary>
/// <remarks>
/// <para>Thread-safe. The loop calls <see cref="Renew"/>, then checks everything that may have changed, then waits with <see cref="Interrupted"/>:
/// any later change ends the wait, so no change is missed.</para>
/// <para>No member runs code of the task or its plugins on the caller's thread: tokens are cancelled immediately, but their registered callbacks run
/// on other threads. A task therefore cannot block the herder, a producer or a consumer.</para>
/// </remarks>
/// <param name="startsPaused">Whether the task starts paused.</param>
/// <param name="lease">Whether the worker may continue its work; null for a worker without a cluster.</param>
/// <param name="calls">Records what the loop waits for; null without a stall watch.</param>
internal sealed class TaskControl(bool startsPaused, ILease? lease = null, TaskCalls? calls = null) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cancelled = new();
    private readonly List<Action> _abandon = [];
    private CancellationTokenSource _interrupt = new();
    private bool _isPaused = startsPaused;
    private volatile bool _isAtRest;

    /// <summary>Records what the loop waits for.</summary>
    public TaskCalls Calls { get; } = calls ?? new TaskCalls();

    /// <summary>Called by <see cref="ReportFinished"/>; null for nobody.</summary>
    public Action<string?>? Finished { get; set; }

    /// <summary>Whether the task is paused.</summary>
    public bool IsPaused => Volatile.Read(ref _isPaused);

    /// <summary>Whether the worker may continue its work: checked before each poll and each put.</summary>
    public ILease Lease { get; } = lease ?? AlwaysHeld.Instance;

    /// <summary>Whether the loop has observed that <see cref="Lease"/> is not held and makes no call since then. Set by the loop.</summary>
    public bool IsAtRest
    {
        get => _isAtRest;
        set => _isAtRest = value;
    }

    /// <summary>Whether the task must end.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Whether the task's time to stop has run out: it is abandoned and must not change offsets or statuses.</summary>
    public bool IsCancelled => _cancelled.IsCancellationRequested;

    /// <summary>Cancelled when the task must end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when the task's time to stop has run out.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Cancelled at the first change after <see cref="Renew"/>.</summary>
    public CancellationToken Interrupted
    {
        get
        {
            lock (_gate)
                return _interrupt.Token;
        }
    }

    /// <summary>Requests a pause.</summary>
    public void Pause()
    {
        Volatile.Write(ref _isPaused, true);
        Interrupt();
    }

    /// <summary>Requests to resume.</summary>
    public void Resume()
    {
        Volatile.Write(ref _isPaused, false);
        Interrupt();
    }

    /// <summary>Requests the end: the task finishes records in flight, commits and releases everything.</summary>
    public void Stop()
    {
        _ = _stopping.CancelAsync();
        Interrupt();
    }

    /// <summary>Abandons the task. Callbacks registered with <see cref="WhenCancelled"/> have run when it returns.</summary>
    public void Cancel()
    {
        Stop();
        Action[] actions;
        lock (_gate)
        {
            _ = _cancelled.CancelAsync();
            actions = [.. _abandon];
            _abandon.Clear();
        }

        foreach (var action in actions)
            action();
    }

    /// <summary>Registers an action for when the task is abandoned, wherever its loop hangs then. Runs it immediately if the task is already
    /// abandoned.</summary>
    /// <param name="action">An action of the runtime; must neither block nor throw. It runs on the caller's thread.</param>
    public void WhenCancelled(Action action)
    {
        lock (_gate)
        {
            if (!IsCancelled)
            {
                _abandon.Add(action);
                return;
            }
        }

        action();
    }

    /// <summary>Reports that a running task has nothing more to do (<c>run.to.end</c>). Called by the loop.</summary>
    /// <param name="note">What its status says; null if it has something to do again.</param>
    public void ReportFinished(string? note) => Finished?.Invoke(note);

    /// <summary>Wakes the loop, because something has changed.</summary>
    public void Interrupt()
    {
        CancellationTokenSource current;
        lock (_gate)
            current = _interrupt;
        _ = current.CancelAsync();
    }

    /// <summary>Makes <see cref="Interrupted"/> wait for the next change. The loop calls it before it checks for changes.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            if (_interrupt.IsCancellationRequested)
                _interrupt = new CancellationTokenSource();
        }
    }

    /// <summary>Completes at the first change after <see cref="Renew"/>.</summary>
    public async Task WaitForChangeAsync()
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (Interrupted.Register(() => changed.TrySetResult()).ConfigureAwait(false))
            await changed.Task.ConfigureAwait(false);
    }

    /// <summary>Rests until the worker may continue with its work, or until the first change after <see cref="Renew"/>.</summary>
    public async Task RestAsync()
    {
        _isAtRest = true;
        await Lease.WaitUntilHeldAsync(Interrupted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _isAtRest = false;
    }

    /// <summary>Waits for a while, or until the first change after <see cref="Renew"/>.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="delay">How long.</param>
    public async Task DelayAsync(TimeProvider time, TimeSpan delay) =>
        await Task.Delay(delay, time, Interrupted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Releases resources. <see cref="Interrupt"/> stays harmless: a connector may request a commit after its task has ended.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        _cancelled.Dispose();
    }
}
