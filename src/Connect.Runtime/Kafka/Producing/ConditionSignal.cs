namespace Connect.Runtime.Kafka.Producing;

/// <summary>Wakes flows when a condition holds that other threads bring about.</summary>
/// <param name="holds">The condition; cheap, and safe to ask from any thread.</param>
internal sealed class ConditionSignal(Func<bool> holds)
{
    private readonly Lock _lock = new();
    private volatile TaskCompletionSource? _waiter;

    /// <summary>Completes when the condition holds, or when <see cref="Release"/> is called.</summary>
    public Task WaitAsync()
    {
        TaskCompletionSource waiter;
        lock (_lock)
            waiter = _waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Asked after the waiter can be seen: a change from now on finds it.
        Interlocked.MemoryBarrier();
        Check();
        return waiter.Task;
    }

    /// <summary>Wakes who waits if the condition holds. To be called after each change that may bring it about.</summary>
    public void Check()
    {
        if (_waiter is not null && holds())
            Release();
    }

    /// <summary>Wakes who waits, whether the condition holds or not.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _waiter?.TrySetResult();
            _waiter = null;
        }
    }
}
