namespace Connect.Runtime.Kafka.Producing;

/// <summary>Wakes waiters when a condition becomes true on another thread.</summary>
/// <param name="holds">The condition; cheap and thread-safe.</param>
internal sealed class ConditionSignal(Func<bool> holds)
{
    private readonly Lock _lock = new();
    private volatile TaskCompletionSource? _waiter;

    /// <summary>Completes when the condition is true, or when <see cref="Release"/> is called.</summary>
    public Task WaitAsync()
    {
        TaskCompletionSource waiter;
        lock (_lock)
            waiter = _waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Check only after the waiter is visible, so that no later change is missed.
        Interlocked.MemoryBarrier();
        Check();
        return waiter.Task;
    }

    /// <summary>Wakes waiters if the condition is true. Call it after each change that may make it true.</summary>
    public void Check()
    {
        if (_waiter is not null && holds())
            Release();
    }

    /// <summary>Wakes waiters, whether the condition is true or not.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _waiter?.TrySetResult();
            _waiter = null;
        }
    }
}
