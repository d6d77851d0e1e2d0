namespace Connect.Runtime.Tasks;

/// <summary>What a running task is to do: set by its owner, heeded by its one flow.</summary>
/// <remarks>
/// <para>Safe for use from several threads. The flow calls <see cref="Renew"/>, then looks at everything that may have changed, then waits with <see cref="Interrupted"/>:
/// whatever changes after the look ends the wait, so no change is missed.</para>
/// <para>No member runs code of the task or of its plugins: tokens are cancelled at once, and what was registered with them runs on other threads. So a task cannot hold up the herder,
/// a producer's or a consumer's thread.</para>
/// </remarks>
internal sealed class TaskControl(bool startsPaused) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cancelled = new();
    private readonly List<Action> _abandon = [];
    private CancellationTokenSource _interrupt = new();
    private bool _isPaused = startsPaused;

    /// <summary>Whether the task is to move nothing.</summary>
    public bool IsPaused => Volatile.Read(ref _isPaused);

    /// <summary>Whether the task is to end.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Whether the task's time to end is over: it is given up and must not touch offsets or statuses any more.</summary>
    public bool IsCancelled => _cancelled.IsCancellationRequested;

    /// <summary>Cancelled when the task is to end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when the task's time to end is over.</summary>
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

    /// <summary>Asks to pause.</summary>
    public void Pause()
    {
        Volatile.Write(ref _isPaused, true);
        Interrupt();
    }

    /// <summary>Asks to go on.</summary>
    public void Resume()
    {
        Volatile.Write(ref _isPaused, false);
        Interrupt();
    }

    /// <summary>Asks to end: finish what is under way, commit, release.</summary>
    public void Stop()
    {
        _ = _stopping.CancelAsync();
        Interrupt();
    }

    /// <summary>Gives the task up. What was registered with <see cref="WhenCancelled"/> has run when it returns.</summary>
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

    /// <summary>Has something done when the task is given up, wherever its flow hangs then; at once when it has been given up before.</summary>
    /// <param name="action">The runtime's own: it must neither block nor throw. It runs on the caller's thread.</param>
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

    /// <summary>Makes the flow come round, because there is something new for it.</summary>
    public void Interrupt()
    {
        CancellationTokenSource current;
        lock (_gate)
            current = _interrupt;
        _ = current.CancelAsync();
    }

    /// <summary>Makes <see cref="Interrupted"/> wait for the next change. Called by the flow before it looks.</summary>
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

    /// <summary>Waits for a while, or until the first change after <see cref="Renew"/>.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="delay">How long.</param>
    public async Task DelayAsync(TimeProvider time, TimeSpan delay) =>
        await Task.Delay(delay, time, Interrupted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Releases what it can. <see cref="Interrupt"/> stays harmless: a connector may ask for a commit after its task has ended.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        _cancelled.Dispose();
    }
}
